// doorstep-admin forms check FILE...: what is wrong with a form, where, and what to do.
#include <cstdio>

#include "app/admin/arguments.h"
#include "app/admin/commands.h"
#include "app/admin/form_files.h"

namespace admin {
namespace {

struct Tally {
  size_t files = 0, warnings = 0, errors = 0, unreadable = 0;
};

const char* level_name(authoring::Level level) { return level == authoring::Level::Error ? "error" : "warning"; }

std::string as_json(const std::string& file, const authoring::Finding& finding) {
  const authoring::RuleWords& words = authoring::words_of(finding.rule);
  return JsonLine().text("file", file).number("line", finding.at.line).number("column", finding.at.column).text("level", level_name(words.level)).text("rule", words.name)
      .text("linkId", finding.link_id).text("problem", finding.problem).text("advice", words.advice).take();
}

std::string as_text(const std::string& file, const authoring::Finding& finding) {
  const authoring::RuleWords& words = authoring::words_of(finding.rule);
  const std::string where = finding.link_id.empty() ? "" : "item \"" + finding.link_id + "\": ";
  return file + ":" + std::to_string(finding.at.line) + ":" + std::to_string(finding.at.column) + ": " + level_name(words.level) + " [" + std::string(words.name) + "] " + where + finding.problem + "\n    " +
         std::string(words.advice);
}

void check_file(const std::string& file, const authoring::CheckOptions& options, bool json, Tally& tally) {
  ++tally.files;
  const auto text = read_form_file(file);
  if (!text) {
    ++tally.unreadable;
    (void)complain(text.error());
    return;
  }
  for (const authoring::Finding& finding : authoring::check(*text, options)) {
    ++(finding.level() == authoring::Level::Error ? tally.errors : tally.warnings);
    std::printf("%s\n", (json ? as_json(file, finding) : as_text(file, finding)).c_str());
  }
}

std::string counted(size_t count, const char* what) { return std::to_string(count) + " " + what + (count == 1 ? "" : "s"); }

}  // namespace

int forms_check(Words words) {
  const auto arguments = Arguments::read(words, {"--language", "--valuesets"}, {"--json"});
  if (!arguments) return complain(arguments.error());
  if (arguments->plain().empty()) return complain({base::Fault::BadInput, "forms check needs a file"});
  authoring::CheckOptions options;
  options.ruler = font_ruler();
  if (arguments->has("--language")) options.languages = arguments->values("--language");
  std::erase(options.languages, "none");
  std::optional<forms::ValueSets> value_sets;
  if (arguments->has("--valuesets")) {
    const auto text = read_form_file(arguments->value("--valuesets"));
    if (!text) return complain(text.error());
    auto read = forms::ValueSets::parse(*text);
    if (!read) return complain(read.error());
    value_sets = std::move(*read);
    options.value_sets = &*value_sets;
  }
  Tally tally;
  const bool json = arguments->has("--json");
  for (const std::string& file : arguments->plain()) check_file(file, options, json, tally);
  if (!json) std::printf("%s: %s, %s\n", counted(tally.files, "form").c_str(), counted(tally.errors, "error").c_str(), counted(tally.warnings, "warning").c_str());
  return tally.errors + tally.unreadable > 0 ? kFailed : tally.warnings > 0 ? kWarned : kDone;
}

}  // namespace admin
