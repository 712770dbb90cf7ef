// Somebody around a person, and an alert: one page each, saved as it is typed.
#include "app/tablet/screens/chooser.h"
#include "app/tablet/screens/person_parts.h"
#include "app/tablet/screens/person_words.h"
#include "app/tablet/screens/say.h"
#include "app/tablet/ui/ui.h"

namespace screens {
namespace {

class RelationEditor {
 public:
  RelationEditor(state::AppState& state, state::Commands& out) : state_(state), out_(out), relation_(state.person.relation) {}

  void who() {
    ui::Card card("who");
    text("name", relation_.name, {.label = ui::tr("field.name"), .required = true, .focus = relation_.name.empty()});
    if (choose_code("role", state_, "relation-roles", relation_.role, state_.person.choosing, {.label = ui::tr("field.role")})) change(false);
    text("organisation", relation_.organisation, {.label = ui::tr("field.organisation"), .help = ui::tr("person.organisation_help")});
    ui::Columns columns({1, 1}, 220);
    text("phone", relation_.phone, {.label = ui::tr("field.phone")});
    columns.next();
    text("email", relation_.email, {.label = ui::tr("field.email")});
  }

  void part_played() {
    ui::Card card("part_played");
    toggle("unpaid_carer", relation_.is_unpaid_carer, "field.unpaid_carer");
    toggle("emergency", relation_.is_emergency_contact, "field.emergency");
    toggle("next_of_kin", relation_.is_next_of_kin, "field.next_of_kin");
    toggle("lives_together", relation_.lives_with_person, "field.lives_together");
    if (relation_.is_unpaid_carer && choose_code("offer", state_, "carer-offer", relation_.carer_assessment, state_.person.choosing, {.label = ui::tr("field.carer_assessment")})) change(false);
    if (choose_codes("powers", state_, "powers", relation_.powers, {.label = ui::tr("field.powers"), .help = ui::tr("person.powers_help")})) change(false);
    if (ui::text_area("relation_note", relation_.note, {.label = ui::tr("field.text")})) change(true);
    draw_end();
  }

 private:
  void change(bool typing) { out_.push(state::ChangeRelation{relation_, typing}); }
  void text(std::string_view id, std::string& value, const ui::FieldOptions& options) {
    if (ui::text_field(id, value, options)) change(true);
  }
  void toggle(std::string_view id, bool& on, std::string_view key) {
    if (!ui::toggle(id, ui::tr(key), on)) return;
    on = !on;
    change(false);
  }
  void draw_end() {
    if (relation_.ended_on.is_empty()) {
      if (!ui::button("end_relation", ui::tr("person.end_relation"), {.kind = ui::Kind::DangerOutline})) return;
      relation_.ended_on = today_of(state_);
      return change(false);
    }
    ui::text(ui::tr("person.ended_on", day_short(relation_.ended_on, today_of(state_))), {.soft = true, .id = "relation_ended"});
    if (!ui::outline_button("resume_relation", ui::tr("person.resume"))) return;
    relation_.ended_on = {};
    change(false);
  }

  state::AppState& state_;
  state::Commands& out_;
  care::Relation relation_;
};

class AlertEditor {
 public:
  AlertEditor(state::AppState& state, state::Commands& out) : state_(state), out_(out), alert_(state.person.alert) {}

  void draw() {
    ui::Card card("alert_card");
    if (choose_code("kind", state_, "alert-kinds", alert_.kind, state_.person.choosing, {.label = ui::tr("field.alert_kind"), .required = true, .may_clear = false})) change_kind();
    const std::string label = alert_.kind.empty() ? std::string() : state_.label("alert-kinds", alert_.kind);
    if (ui::text_field("title", alert_.title, {.label = ui::tr("field.title"), .placeholder = label})) change(true);
    if (ui::text_area("text", alert_.text, {.label = ui::tr("person.alert_text"), .help = ui::tr("person.alert_text_help")})) change(true);
    std::string severity = alert_.severity == care::Severity::High ? "high" : alert_.severity == care::Severity::Medium ? "medium" : "low";
    if (choose_code("severity", state_, "severities", severity, state_.person.choosing, {.label = ui::tr("field.severity"), .may_clear = false})) {
      alert_.severity = severity == "high" ? care::Severity::High : severity == "medium" ? care::Severity::Medium : care::Severity::Low;
      change(false);
    }
    review();
    end();
  }

 private:
  void change(bool typing) { out_.push(state::ChangeAlert{alert_, typing}); }

  // The kind says how bad it usually is.
  void change_kind() {
    if (const care::Code* kind = state_.assets->codes.list("alert-kinds").find(alert_.kind)) {
      const auto severity = kind->other.find("severity");
      const std::string usual = severity == kind->other.end() ? "medium" : severity->second;
      alert_.severity = usual == "high" ? care::Severity::High : usual == "low" ? care::Severity::Low : care::Severity::Medium;
    }
    change(false);
  }

  void review() {
    std::string value = alert_.review_on.is_empty() ? alert_.review_on_typed : care::to_iso(alert_.review_on);
    const std::string_view problem = alert_.review_on.is_empty() && !alert_.review_on_typed.empty() ? ui::tr("problem.not_a_date") : std::string_view();
    if (!ui::date_field("review_on", value, {.label = ui::tr("field.review_on"), .help = ui::tr("person.review_help"), .error = problem}, care::to_iso(today_of(state_)))) return;
    alert_.review_on = {};
    alert_.review_on_typed = care::parse_iso(value, alert_.review_on) ? std::string() : value;
    change(true);
  }

  void end() {
    const bool begun = !alert_.kind.empty() || !alert_.title.empty() || !alert_.text.empty();
    if (!begun) return;
    if (alert_.ended_on.is_empty()) {
      if (!ui::button("end_alert", ui::tr("person.end_alert"), {.kind = ui::Kind::DangerOutline})) return;
      alert_.ended_on = today_of(state_);
      return change(false);
    }
    ui::text(ui::tr("person.ended_on", day_short(alert_.ended_on, today_of(state_))), {.soft = true, .id = "alert_ended"});
    if (!ui::outline_button("resume_alert", ui::tr("person.resume"))) return;
    alert_.ended_on = {};
    change(false);
  }

  state::AppState& state_;
  state::Commands& out_;
  care::Alert alert_;
};

}  // namespace

void draw_person_relation(state::AppState& state, state::Commands& out) {
  RelationEditor editor(state, out);
  ui::Columns columns({1, 1}, 420);
  editor.who();
  columns.next();
  editor.part_played();
}

void draw_person_alert(state::AppState& state, state::Commands& out) { AlertEditor(state, out).draw(); }

}  // namespace screens
