// doorstep-admin forms pack: puts forms into a folder, with a manifest, and signs it.
#include <charconv>
#include <cstdio>

#include "app/admin/arguments.h"
#include "app/admin/commands.h"
#include "app/admin/form_files.h"
#include "app/formpack/pack.h"

namespace admin {
namespace {

base::Result<uint64_t> number_of(const std::string& option, const std::string& text) {
  uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number == 0 || number > INT64_MAX) return base::fail(base::Fault::BadInput, option + " takes a whole number from 1");
  return number;
}

// A form that does not do what is meant reaches every tablet: what a check calls an error is put right first.
base::Status check_text(const std::string& file, const std::string& text, const authoring::CheckOptions& options) {
  size_t errors = 0;
  for (const authoring::Finding& finding : authoring::check(text, options)) errors += finding.level() == authoring::Level::Error;
  if (errors == 0) return {};
  return base::fail(base::Fault::Corrupt, file + " has " + std::to_string(errors) + (errors == 1 ? " error" : " errors") + ": see doorstep-admin forms check " + file);
}

base::Result<formpack::Pack> made(const Arguments& arguments) {
  TRY(const uint64_t version, number_of("--version", arguments.value("--version")));
  TRY(const crypto::SigningKey key, formpack::read_signing_key(arguments.value("--key")));
  authoring::CheckOptions options;
  options.ruler = font_ruler();
  std::vector<std::string> texts;
  for (const std::string& file : arguments.plain()) {
    TRY(std::string text, read_form_file(file));
    TRY_DO(check_text(file, text, options));
    texts.push_back(std::move(text));
  }
  return formpack::make_pack(version, arguments.value("--name"), arguments.value("--valid-from"), std::move(texts), key);
}

}  // namespace

int forms_pack(Words words) {
  const auto arguments = Arguments::read(words, {"--key", "--version", "--out", "--name", "--valid-from"}, {});
  if (!arguments) return complain(arguments.error());
  for (const char* needed : {"--key", "--version", "--out"})
    if (!arguments->has(needed)) return complain({base::Fault::BadInput, std::string("forms pack needs ") + needed});
  const std::string out = arguments->value("--out");
  const auto pack = made(*arguments);
  if (!pack) return complain(pack.error());
  if (const base::Status written = formpack::write_folder(*pack, out); !written) return complain(written.error());
  std::printf("%s: pack %llu, %zu forms, %zu bytes to send\n", out.c_str(), static_cast<unsigned long long>(pack->manifest.version), pack->texts.size(), formpack::encode_bundle(*pack).size());
  return kDone;
}

}  // namespace admin
