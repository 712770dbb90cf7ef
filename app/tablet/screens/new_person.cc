// Adding a person: what is needed to find them again, the NHS number's check digit as it is typed, and who they may be already.
#include <string>

#include "app/care/identifiers.h"
#include "app/tablet/screens/chooser.h"
#include "app/tablet/screens/person_fields.h"
#include "app/tablet/screens/person_words.h"
#include "app/tablet/screens/screens.h"
#include "app/tablet/screens/shell.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

class Form {
 public:
  Form(state::AppState& state, state::Commands& out)
      : state_(state), out_(out), person_(state.people.adding), findings_(state::findings_of_new_person(state)), fields_(person_, findings_, [this](bool typing) { change(typing); }) {}

  void names() {
    ui::Card card("names");
    ui::heading(ui::tr("new_person.who"), ui::Icon::Person);
    fields_.given_and_family({.required = true, .focus = true, .family_error = state_.people.checked ? fields_.problem("head/family") : std::string_view()});
  }

  void identity() {
    ui::Card card("identity");
    ui::heading(ui::tr("new_person.known_by"), ui::Icon::IdCard);
    {
      ui::Columns columns({1, 1}, 220);
      std::string born = person_.born.is_empty() ? person_.born_typed : care::to_iso(person_.born);
      const std::string today = care::to_iso(today_of(state_));
      if (ui::date_field("born", born, {.label = ui::tr("field.born"), .error = born_problem()}, today)) {
        person_.born = {};
        if (!care::parse_iso(born, person_.born)) person_.born_typed = born;
        else person_.born_typed.clear();
        change(true);
      }
      columns.next();
      const std::string checked = nhs_words();
      fields_.text("nhs", person_.nhs_number, {.label = ui::tr("field.nhs_number"), .under = checked, .error = nhs_problem()});
    }
    fields_.preferred_and_pronouns();
  }

  void address() {
    ui::Card card("address_card");
    ui::heading(ui::tr("new_person.where"), ui::Icon::Home);
    fields_.address_and_town();
    {
      ui::Columns columns({1, 1}, 220);
      fields_.text("phone", person_.phone, {.label = ui::tr("field.phone"), .error = fields_.problem("head/phone")});
      columns.next();
      if (choose_code("language", state_, "languages", person_.language, state_.people.choosing, {.label = ui::tr("field.language")})) change(false);
    }
  }

  void about() {
    ui::Card card("about_card");
    ui::heading(ui::tr("new_person.about"), ui::Icon::Heart);
    if (choose_code("gender", state_, "gender", person_.gender, state_.people.choosing, {.label = ui::tr("field.gender")})) change(false);
    {
      ui::Columns columns({1, 1}, 220);
      if (choose_code("reason", state_, "support-reasons", person_.support_reason, state_.people.choosing, {.label = ui::tr("field.support_reason")})) change(false);
      columns.next();
      if (choose_code("ethnicity", state_, "ethnicity", person_.ethnicity, state_.people.choosing, {.label = ui::tr("field.ethnicity"), .help = ui::tr("new_person.ethnicity_help")})) change(false);
    }
  }

  void duplicates() {
    ui::Card card("duplicates", {.plain_tone = state_.people.duplicates.empty(), .tone = ui::Tone::Amber});
    ui::heading(ui::tr("new_person.known"), ui::Icon::People);
    if (state_.people.duplicates.empty()) return ui::secondary(ui::tr("new_person.nobody_alike"), "nobody_alike");
    ui::text(ui::tr("new_person.may_be"));
    for (const care::Duplicate& duplicate : state_.people.duplicates)
      if (const care::Person* known = state_.caseload.person(duplicate.id)) known_row(*known, duplicate);
  }

  void finish() {
    if (state_.people.checked && person_.given.empty() && person_.family.empty()) ui::problem(ui::tr("problem.name_missing"), "name_missing");
    if (ui::button("add", ui::tr("new_person.add"), {.kind = ui::Kind::Primary, .icon = ui::Icon::AddPerson, .fill = true})) out_.push(state::AddPerson{});
    if (ui::button("discard", ui::tr("new_person.discard"), {.kind = ui::Kind::DangerOutline, .icon = ui::Icon::Delete, .fill = true})) out_.push(state::DropNewPerson{});
    ui::small(ui::tr("new_person.kept"));
  }

 private:
  void change(bool typing) { out_.push(state::ChangeNewPerson{person_, typing}); }

  std::string_view born_problem() {
    if (person_.born.is_empty() && !person_.born_typed.empty()) return ui::tr("problem.not_a_date");
    return person_.born.is_empty() ? std::string_view() : fields_.problem("head/born");
  }

  // A number half typed is not wrong yet.
  std::string_view nhs_problem() {
    const std::string digits = care::nhs_digits(person_.nhs_number);
    if (digits.size() < 10 && !state_.people.checked) return {};
    switch (care::check_nhs_number(person_.nhs_number)) {
      case care::NhsCheck::WrongCheckDigit: return ui::tr("problem.nhs_check");
      case care::NhsCheck::NoSuchNumber: return ui::tr("problem.nhs_none");
      case care::NhsCheck::NotTenDigits: return ui::tr("problem.nhs_digits");
      default: return {};
    }
  }

  std::string nhs_words() const {
    if (care::check_nhs_number(person_.nhs_number) != care::NhsCheck::Valid) return {};
    return ui::tr("new_person.nhs_right", care::show_nhs_number(person_.nhs_number));
  }

  static std::string_view reason_key(care::Reason reason) {
    switch (reason) {
      case care::Reason::SameNhsNumber: return "duplicate.nhs";
      case care::Reason::SameLocalNumber: return "duplicate.local";
      case care::Reason::SameName: return "duplicate.name";
      case care::Reason::SimilarName: return "duplicate.name_like";
      case care::Reason::SameBirthDate: return "duplicate.born";
      case care::Reason::SimilarBirthDate: return "duplicate.born_like";
      case care::Reason::SameAddress: return "duplicate.address";
      case care::Reason::SamePhone: return "duplicate.phone";
    }
    return "duplicate.name";
  }

  void known_row(const care::Person& known, const care::Duplicate& duplicate) {
    std::string reasons;
    for (const care::Reason reason : duplicate.reasons) reasons.append(reasons.empty() ? "" : ", ").append(ui::tr(reason_key(reason)));
    const std::string name = care::full_name(known), initials = care::initials(name), line = heading_line(known, today_of(state_));
    if (ui::row("known:" + record::to_string(known.id), {.initials = initials, .title = name, .subtitle = line, .detail = reasons, .chevron = true}))
      out_.push(state::UseKnownPerson{known.id});
  }

  state::AppState& state_;
  state::Commands& out_;
  care::Person person_;
  std::vector<care::Finding> findings_;
  PersonFields fields_;
};

}  // namespace

void draw_new_person(state::AppState& state, state::Commands& out) {
  draw_top_bar(state, out, {.title = std::string(ui::tr("caseload.new_person")), .back = true});
  ui::Page page("new_person");
  Form form(state, out);
  ui::Columns columns({5, 3}, 360);
  form.names();
  form.identity();
  form.address();
  form.about();
  columns.next();
  form.duplicates();
  form.finish();
}

}  // namespace screens
