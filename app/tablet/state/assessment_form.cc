#include "app/tablet/state/assessment_form.h"

#include "app/care/record_types.h"
#include "app/care/versions.h"
#include "app/tablet/state/launch.h"
#include "app/tablet/state/state.h"

namespace state {

// What a page is called in a place: the linkId its first item has.
std::string part_of(const AssessmentPage& page, size_t index) {
  if (index >= page.list.pages.size()) return std::string(kCheckPart);
  return "page:" + std::string(page.form->definition().item(page.list.pages[index].first).link_id);
}

size_t page_named(const AssessmentPage& page, std::string_view part) {
  if (part == kCheckPart) return page.list.pages.size();
  for (size_t i = 0; i < page.list.pages.size(); ++i)
    if (part == part_of(page, i)) return i;
  const size_t first = neighbour(page, SIZE_MAX, 1);
  return first == SIZE_MAX ? 0 : first;
}

bool AssessmentPage::is_closed(forms::NodeId group) const {
  if (!form->exists(group) || group == forms::kRoot || !form->item(group).collapsible) return false;
  const auto chosen = draft.closed.find(group);
  return chosen != draft.closed.end() ? chosen->second : form->item(group).starts_closed && form->node(group).answered_all == 0;
}

void show_rows(AppState& state) {
  AssessmentPage& page = state.assessment;
  page.rows = page.at_check() ? std::vector<forms::PageRow>() : forms::rows_of(*page.form, page.list, page.list.pages[page.page]);
  page.blocks = forms::blocks_of(*page.form, page.rows, [&](const forms::PageRow& row) { return page.is_closed(row.node); });
  page.rows_made = ++state.rows_made;
}

void open_to(AppState& state, forms::NodeId node) {
  AssessmentPage& page = state.assessment;
  bool opened = false;
  for (forms::NodeId at = node; at != forms::kNoNode && at != forms::kRoot; at = page.form->node(at).parent) {
    if (!page.is_closed(at)) continue;
    page.draft.closed[at] = false;
    opened = true;
  }
  if (opened) show_rows(state);
}

void show_page(AppState& state, size_t index) {
  AssessmentPage& page = state.assessment;
  page.page = index;
  page.draft.typing = {};
  page.draft.picking = page.draft.removing = forms::kNoNode;
  page.draft.sections = false;
  page.draft.checked |= page.at_check();
  show_rows(state);
}

std::vector<record::Edit> record_edits(const record::RecordId& id, const std::vector<forms::FieldEdit>& fields) {
  std::vector<record::Edit> edits;
  edits.reserve(fields.size());
  for (const forms::FieldEdit& field : fields) edits.push_back({id, care::kResponseRecord, field.path, field.to});
  return edits;
}

std::vector<record::Edit> keeping_versions(AssessmentPage& page, std::vector<record::Edit> edits) {
  if (page.head.status != care::ApprovalState::Returned) return edits;
  edits = care::keeping_was(page.kept, page.head.submission, std::move(edits));
  for (const record::Edit& edit : edits)
    if (record::section_of(edit.path) == care::kWasSection) page.kept[edit.path].value = edit.to;
  return edits;
}

void count_answers(const forms::Form& form, care::Response& head) {
  head.answered = int(form.counts().answered);
  head.total = int(form.counts().asked);
}

Opening opening_for(const AppState& state, const record::RecordId& person, const std::string& observations) {
  Opening out{std::make_unique<os::ManualClock>(state.now_ms), {}};
  out.around = {out.clock.get(), launch_context(state, person, observations), 0};
  return out;
}

void take_form(AppState& state, care::Response head, forms::Form form, Opening opening) {
  AssessmentPage fresh;
  fresh.clock = std::move(opening.clock);
  fresh.response = head.id;
  fresh.head = std::move(head);
  fresh.theirs = !care::may_write(fresh.head.author, state.caseload.owner());
  fresh.list = forms::pages_of(form.definition());
  fresh.form = std::make_unique<forms::Form>(std::move(form));
  fresh.moved_from = forms::moved_from(*fresh.form);
  fresh.left = forms::moved_left(*fresh.form);
  state.assessment = std::move(fresh);
}

}  // namespace state
