// doorstep-admin forms preview FILE: opens a form in the real app, in a folder that is thrown away; or takes a picture of every page of it.
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "app/admin/arguments.h"
#include "app/admin/commands.h"
#include "app/admin/form_files.h"
#include "app/forms/pages.h"
#include "platform/os/clock.h"
#include "platform/os/file.h"
#include "platform/os/process.h"

namespace admin {
namespace {

namespace fs = std::filesystem;

constexpr int64_t kPreviewMsMax = int64_t(24) * 60 * 60 * 1000;

// Gone with it, with all that the app put there.
class ThrowAway {
 public:
  ThrowAway() : path_((fs::temp_directory_path() / "doorstep-preview-XXXXXX").string()) { made_ = ::mkdtemp(path_.data()) != nullptr; }
  ~ThrowAway() {
    std::error_code ignored;
    if (made_) fs::remove_all(path_, ignored);
  }
  ThrowAway(const ThrowAway&) = delete;
  ThrowAway& operator=(const ThrowAway&) = delete;
  bool is_made() const { return made_; }
  std::string operator/(const char* name) const { return path_ + "/" + name; }

 private:
  std::string path_;
  bool made_ = false;
};

// Pages that are there before anything is answered; the others have nothing to show yet.
size_t shown_pages(std::shared_ptr<const forms::Questionnaire> definition) {
  const forms::Form form(std::move(definition), os::system_random());
  size_t count = 0;
  for (const forms::Page& page : forms::pages_of(form.definition()).pages) count += forms::is_shown(form, page);
  return count;
}

// "out.png" gives "out-01.png", "out-02.png", ...
std::string picture_name(const std::string& file, size_t number) {
  const fs::path path = fs::absolute(file);
  const std::string digits = (number < 10 ? "0" : "") + std::to_string(number);
  return (path.parent_path() / (path.stem().string() + "-" + digits + ".png")).string();
}

// As a hand would: a PIN that opens nothing else, how it is to look, then page by page to what is missing.
std::string script_of(const Arguments& arguments, size_t pages) {
  std::string out = "unlock pin 482715\nexpect page_title\n";
  for (const char* how : {"theme", "text", "language"})
    if (const std::string value = arguments.value(std::string("--") + how); !value.empty()) out += std::string(how) + " " + value + "\n";
  const std::string file = arguments.value("--shot");
  for (size_t page = 1; page <= pages; ++page) out += "shot " + picture_name(file, page) + "\ntap next\n";
  return out + "shot " + picture_name(file, pages + 1) + "\n";
}

base::Result<int> preview(const Arguments& arguments) {
  const std::string file = arguments.plain()[0];
  TRY(std::string text, read_form_file(file));
  auto form = forms::Questionnaire::parse(std::move(text));
  if (!form) return base::fail(base::Fault::Corrupt, file + ": " + form.error().detail + " (see doorstep-admin forms check)");
  const size_t pages = shown_pages(std::move(*form));
  const ThrowAway folder;
  if (!folder.is_made()) return base::fail(base::Fault::Full, "no folder for the preview can be made");
  const std::string program = (fs::path(os::own_program()).parent_path() / "doorstep").string();
  std::vector<std::string> words{"--data", folder / "data", "--form", file, "--pin-memory-mib", "8"};
  if (arguments.has("--size")) words.insert(words.end(), {"--size", arguments.value("--size")});
  if (arguments.has("--shot")) {
    TRY_DO(os::replace_file(folder / "script", base::view(script_of(arguments, pages))));
    words.insert(words.end(), {"--headless", "--script", folder / "script"});
  } else {
    std::printf("Choose any PIN: what you type goes into a folder that is thrown away.\n");
    std::fflush(stdout);
  }
  TRY(const os::Ended ended, os::run(program, words, {}, kPreviewMsMax));
  std::fputs(ended.output.c_str(), stdout);
  if (ended.status == 0 && arguments.has("--shot")) std::printf("%s to %s\n", picture_name(arguments.value("--shot"), 1).c_str(), picture_name(arguments.value("--shot"), pages + 1).c_str());
  return ended.status;
}

}  // namespace

int forms_preview(Words words) {
  const auto arguments = Arguments::read(words, {"--shot", "--size", "--theme", "--text", "--language"}, {});
  if (!arguments) return complain(arguments.error());
  if (arguments->plain().size() != 1) return complain({base::Fault::BadInput, "forms preview needs a file"});
  const auto status = preview(*arguments);
  return status ? *status : complain(status.error());
}

}  // namespace admin
