// doorstep-admin forms stats FILE...: a form in figures.
#include <cstdio>

#include "app/admin/arguments.h"
#include "app/admin/commands.h"
#include "app/admin/form_files.h"
#include "app/authoring/stats.h"
#include "platform/pack/pack.h"

namespace admin {
namespace {

std::string counts_as_json(const std::map<std::string, size_t>& counts) {
  JsonLine out;
  for (const auto& [name, count] : counts) out.number(name, int64_t(count));
  return out.take();
}

std::string as_json(const std::string& file, const authoring::Stats& stats) {
  std::string longest = "[";
  for (const authoring::LongestText& each : stats.longest)
    longest += (longest.size() > 1 ? "," : "") + JsonLine().text("linkId", each.link_id).number("letters", int64_t(each.letters)).take();
  JsonLine out;
  out.text("file", file).text("title", stats.title).text("url", stats.url).text("version", stats.version);
  const std::pair<const char*, size_t> numbers[] = {{"items", stats.items}, {"questions", stats.questions}, {"required", stats.required}, {"hidden", stats.hidden}, {"repeating", stats.repeating},
      {"conditional", stats.conditional}, {"depth", stats.depth}, {"sections", stats.sections}, {"pages", stats.pages}, {"options", stats.options}, {"longestList", stats.longest_list},
      {"fileBytes", stats.file_bytes}, {"packedBytes", stats.packed_bytes}, {"memoryBytes", stats.memory_bytes}};
  for (const auto& [name, number] : numbers) out.number(name, int64_t(number));
  return out.raw("types", counts_as_json(stats.by_type)).raw("expressions", counts_as_json(stats.expressions)).raw("longest", longest + "]").take();
}

std::string listed(const std::map<std::string, size_t>& counts) {
  std::string out;
  for (const auto& [name, count] : counts) out += (out.empty() ? "" : ", ") + std::to_string(count) + " " + name;
  return out.empty() ? "none" : out;
}

void print_text(const std::string& file, const authoring::Stats& s) {
  std::printf("%s\n  %s  %s  version %s\n", file.c_str(), s.title.empty() ? "(no title)" : s.title.c_str(), s.url.empty() ? "(no url)" : s.url.c_str(), s.version.empty() ? "(none)" : s.version.c_str());
  std::printf("  items        %zu on %zu levels: %s\n", s.items, s.depth, listed(s.by_type).c_str());
  std::printf("  questions    %zu, %zu required, %zu repeating, %zu conditional, %zu hidden\n", s.questions, s.required, s.repeating, s.conditional, s.hidden);
  std::printf("  pages        %zu in %zu sections\n", s.pages, s.sections);
  std::printf("  options      %zu, at most %zu in one question\n", s.options, s.longest_list);
  std::printf("  expressions  %s\n", listed(s.expressions).c_str());
  std::printf("  bytes        %zu in the file, %zu in a forms pack, %zu in memory\n", s.file_bytes, s.packed_bytes, s.memory_bytes);
  std::printf("  longest texts\n");
  for (const authoring::LongestText& each : s.longest) std::printf("    %4zu letters  %s\n", each.letters, each.link_id.c_str());
}

}  // namespace

int forms_stats(Words words) {
  const auto arguments = Arguments::read(words, {}, {"--json"});
  if (!arguments) return complain(arguments.error());
  if (arguments->plain().empty()) return complain({base::Fault::BadInput, "forms stats needs a file"});
  int status = kDone;
  for (const std::string& file : arguments->plain()) {
    const auto text = read_form_file(file);
    const auto form = text ? forms::Questionnaire::parse(*text) : base::fail(text.error());
    if (!form) {
      status = complain({base::Fault::Corrupt, text ? file + ": " + form.error().detail : text.error().detail});
      continue;
    }
    authoring::Stats stats = authoring::stats_of(**form, text->size());
    stats.packed_bytes = pack::compress(base::view(*text), pack::kSmall).size();
    if (arguments->has("--json")) std::printf("%s\n", as_json(file, stats).c_str());
    else print_text(file, stats);
  }
  return status;
}

}  // namespace admin
