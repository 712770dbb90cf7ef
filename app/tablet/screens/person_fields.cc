#include "app/tablet/screens/person_fields.h"

#include "app/tablet/screens/person_words.h"
#include "app/tablet/ui/ui.h"

namespace screens {

void PersonFields::text(std::string_view id, std::string& value, const ui::FieldOptions& options) {
  if (ui::text_field(id, value, options)) changed_(true);
}

std::string_view PersonFields::problem(std::string_view path) {
  for (const care::Finding& finding : findings_)
    if (finding.path == path) return words_ = problem_words(finding.rule);
  return {};
}

void PersonFields::given_and_family(const NameOptions& options) {
  ui::Columns columns({1, 1}, 220);
  text("given", person_.given, {.label = ui::tr("field.given"), .required = options.required, .focus = options.focus});
  columns.next();
  text("family", person_.family, {.label = ui::tr("field.family"), .required = options.required, .error = options.family_error});
}

void PersonFields::preferred_and_pronouns() {
  ui::Columns columns({1, 1}, 220);
  text("preferred", person_.preferred, {.label = ui::tr("field.preferred")});
  columns.next();
  text("pronouns", person_.pronouns, {.label = ui::tr("field.pronouns")});
}

void PersonFields::address_and_town() {
  text("address", person_.address, {.label = ui::tr("field.address")});
  ui::Columns columns({1, 1}, 220);
  text("town", person_.town, {.label = ui::tr("field.town")});
  columns.next();
  text("postcode", person_.postcode, {.label = ui::tr("field.postcode"), .error = problem("head/postcode")});
}

}  // namespace screens
