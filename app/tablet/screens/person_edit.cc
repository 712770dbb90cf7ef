// Changing what is known of a person. Every change is saved as it is made; what cannot be read as a date or a number is kept and marked.
#include "app/care/identifiers.h"
#include "app/tablet/screens/chooser.h"
#include "app/tablet/screens/person_fields.h"
#include "app/tablet/screens/person_parts.h"
#include "app/tablet/screens/person_words.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

class Editor {
 public:
  Editor(state::AppState& state, state::Commands& out)
      : state_(state), out_(out), person_(state::file_of(state).person), today_(today_of(state)), findings_(care::check_person(person_, today_)), fields_(person_, findings_, [this](bool typing) { change(typing); }) {}

  void names() {
    ui::Card card("names");
    ui::heading(ui::tr("new_person.who"), ui::Icon::Person);
    fields_.given_and_family({.family_error = fields_.problem("head/family")});
    fields_.preferred_and_pronouns();
  }

  void identity() {
    ui::Card card("identity");
    ui::heading(ui::tr("new_person.known_by"), ui::Icon::IdCard);
    {
      ui::Columns columns({1, 1}, 220);
      date("born", person_.born, person_.born_typed, "field.born", fields_.problem("head/born"));
      columns.next();
      date("died", person_.died, person_.died_typed, "field.died", fields_.problem("head/died"));
    }
    {
      ui::Columns columns({1, 1}, 220);
      fields_.text("nhs", person_.nhs_number, {.label = ui::tr("field.nhs_number"), .error = fields_.problem("head/nhs-number")});
      columns.next();
      fields_.text("local", person_.local_number, {.label = ui::tr("field.local_number")});
    }
    if (choose_code("nhs_status", state_, "nhs-status", person_.nhs_status, state_.person.choosing, {.label = ui::tr("field.nhs_status")})) change(false);
  }

  void address() {
    ui::Card card("address_card");
    ui::heading(ui::tr("new_person.where"), ui::Icon::Home);
    fields_.address_and_town();
    {
      ui::Columns columns({1, 1}, 220);
      fields_.text("uprn", person_.uprn, {.label = ui::tr("field.uprn"), .error = fields_.problem("head/uprn")});
      columns.next();
      fields_.text("phone", person_.phone, {.label = ui::tr("field.phone"), .error = fields_.problem("head/phone")});
    }
    {
      ui::Columns columns({1, 1}, 220);
      fields_.text("email", person_.email, {.label = ui::tr("field.email")});
      columns.next();
      fields_.text("lives", person_.lives_with, {.label = ui::tr("field.lives_with")});
    }
    {
      ui::Columns columns({1, 1}, 220);
      if (choose_code("accommodation", state_, "accommodation", person_.accommodation, state_.person.choosing, {.label = ui::tr("field.accommodation")})) change(false);
    }
    area("access", person_.access, "field.access");
  }

  void talking() {
    ui::Card card("talking");
    ui::heading(ui::tr("person.talking"), ui::Icon::Message);
    if (choose_code("language", state_, "languages", person_.language, state_.person.choosing, {.label = ui::tr("field.language")})) change(false);
    if (ui::toggle("interpreter", ui::tr("field.interpreter"), person_.needs_interpreter)) {
      person_.needs_interpreter = !person_.needs_interpreter;
      change(false);
    }
    area("communication", person_.communication, "field.communication");
    if (choose_code("capacity", state_, "capacity", person_.capacity, state_.person.choosing, {.label = ui::tr("field.capacity"), .help = ui::tr("person.capacity_help")})) change(false);
    if (person_.capacity != "presumed" && !person_.capacity.empty()) area("capacity_note", person_.capacity_note, "field.capacity_note");
  }

  void about() {
    ui::Card card("about_card");
    ui::heading(ui::tr("new_person.about"), ui::Icon::Heart);
    if (choose_code("gender", state_, "gender", person_.gender, state_.person.choosing, {.label = ui::tr("field.gender")})) change(false);
    if (choose_code("reason", state_, "support-reasons", person_.support_reason, state_.person.choosing, {.label = ui::tr("field.support_reason"), .error = fields_.problem("head/support-reason")})) change(false);
    if (choose_code("ethnicity", state_, "ethnicity", person_.ethnicity, state_.person.choosing,
                    {.label = ui::tr("field.ethnicity"), .help = ui::tr("new_person.ethnicity_help"), .error = fields_.problem("about/ethnicity")}))
      change(false);
    if (choose_code("employment", state_, "employment", person_.employment, state_.person.choosing, {.label = ui::tr("field.employment")})) change(false);
    if (ui::toggle("is_carer", ui::tr("field.is_carer"), person_.is_carer)) {
      person_.is_carer = !person_.is_carer;
      change(false);
    }
  }

  void doctor() {
    ui::Card card("doctor");
    ui::heading(ui::tr("field.gp_name"), ui::Icon::HeartPulse);
    {
      ui::Columns columns({1, 1}, 220);
      fields_.text("gp_name", person_.gp_name, {.label = ui::tr("field.gp_name")});
      columns.next();
      fields_.text("gp_practice", person_.gp_practice, {.label = ui::tr("field.gp_practice")});
    }
    {
      ui::Columns columns({1, 1}, 220);
      fields_.text("gp_phone", person_.gp_phone, {.label = ui::tr("field.gp_phone")});
    }
  }

  void matters() {
    ui::Card card("matters_card");
    ui::text(ui::tr("person.matters_help", care::called(person_)), {.soft = true});
    area("matters", person_.matters.text, "field.matters");
    fields_.text("whose", person_.matters.whose, {.label = ui::tr("field.matters_whose"), .placeholder = person_.given});
    date("said_on", person_.matters.said_on, person_.matters.said_on_typed, "field.matters_on", {});
    if (ui::toggle("shared", ui::tr("field.matters_shared"), person_.matters.shared_with_consent, ui::tr("person.shared_help"))) {
      person_.matters.shared_with_consent = !person_.matters.shared_with_consent;
      change(false);
    }
  }

 private:
  void change(bool typing) { out_.push(state::ChangePerson{person_, typing}); }

  void area(std::string_view id, std::string& value, std::string_view key) {
    if (ui::text_area(id, value, {.label = ui::tr(key)})) change(true);
  }

  void date(std::string_view id, care::Date& date, std::string& typed, std::string_view key, std::string_view error) {
    std::string value = date.is_empty() ? typed : care::to_iso(date);
    const std::string_view problem_now = date.is_empty() && !typed.empty() ? ui::tr("problem.not_a_date") : error;
    if (!ui::date_field(id, value, {.label = ui::tr(key), .error = problem_now}, care::to_iso(today_))) return;
    date = {};
    typed = care::parse_iso(value, date) ? std::string() : value;
    change(true);
  }

  state::AppState& state_;
  state::Commands& out_;
  care::Person person_;
  care::Date today_;
  std::vector<care::Finding> findings_;
  PersonFields fields_;
};

}  // namespace

void draw_person_edit(state::AppState& state, state::Commands& out) {
  Editor editor(state, out);
  ui::Columns columns({1, 1}, 420);
  editor.names();
  editor.identity();
  editor.about();
  columns.next();
  editor.address();
  editor.talking();
  editor.doctor();
}

void draw_person_matters(state::AppState& state, state::Commands& out) { Editor(state, out).matters(); }

}  // namespace screens
