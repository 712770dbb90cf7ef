// The answered forms of the story, and what became of those that were sent.
#include <algorithm>

#include "app/care/record_types.h"
#include "app/demo/sent.h"
#include "app/demo/teller.h"

namespace demo {

void Teller::responses_ids() {
  Rows rows = lists_.table("story-responses");
  for (size_t row = 0; row < rows.row_count(); ++row) {
    const os::UnixMs at = world_.past(number_of(rows.at(row, "started")), minute_of(rows.at(row, "clock")));
    response_ids_[std::string(rows.at(row, "key"))] = draw("response", row).id(at);
  }
}

base::Status Teller::responses() {
  Rows rows = lists_.table("story-responses");
  for (size_t row = 0; row < rows.row_count(); ++row) {
    const size_t first = batches_.size();
    TRY_DO(response(rows, row));
    // A colleague's came from the hub as it stands.
    if (rows.at(row, "author").empty()) continue;
    for (size_t i = first; i < batches_.size(); ++i) batches_[i].logged = false;
  }
  return {};
}

base::Status Teller::response(Rows rows, size_t row) {
  const Household& house = houses_[std::string(rows.at(row, "person"))];
  const int clock = minute_of(rows.at(row, "clock"));
  const auto moment = [&](std::string_view column) {
    const std::string_view days = rows.at(row, column);
    return days.empty() ? os::UnixMs(0) : world_.past(number_of(days), clock);
  };
  care::Response head;
  head.id = response_ids_[std::string(rows.at(row, "key"))];
  head.person = house.person.id;
  head.author = rows.at(row, "author").empty() ? world_.owner : author(rows.at(row, "author"));
  head.kind = rows.at(row, "kind");
  head.subject = rows.at(row, "subject");
  head.started = moment("started");
  head.saved = moment("saved");
  Slots slots = slots_of(world_, house.person, house.relations);
  slots.date = care::wall_time(head.started).date;
  const uint64_t seed = draw("answers", row).next();
  TRY(const FilledForm filled, answers_.fill(rows.at(row, "form"), rows.at(row, "set"), slots, seed));
  head.form = filled.url;
  head.form_version = filled.version;
  head.title = filled.title;
  head.answered = int(filled.counts.answered);
  head.total = int(filled.counts.asked);
  std::vector<record::Edit> edits = care::to_edits(head);
  for (const forms::FieldEdit& field : filled.fields) edits.push_back({head.id, care::kResponseRecord, field.path, field.to});
  Batch& made = batch(head.saved, head.author, std::move(edits));
  made.waiting = rows.at(row, "status") == "draft";
  made.group = record::to_string(head.id);
  if (made.waiting) return {};
  const care::Response now = states(rows, row, head, moment("submitted"), moment("returned"), moment("approved"));
  if (rows.at(row, "again").empty()) return {};
  TRY(const FilledForm again, answers_.fill(rows.at(row, "form"), rows.at(row, "set"), slots, seed, rows.at(row, "again")));
  const os::UnixMs at = world_.past(0, 7 * 60 + 30);
  batch(at, now.author, sent_again(world_, rows.at(row, "key"), now, filled, again, at));
  return {};
}

care::Response Teller::states(Rows rows, size_t row, const care::Response& draft, os::UnixMs submitted, os::UnixMs returned, os::UnixMs approved) {
  care::Response was = draft, now = draft;
  static_cast<care::Course&>(now) = care::submitted(draft, draft.author, submitted);
  batch(submitted, draft.author, care::to_edits(was, now));
  if (returned == 0 && approved == 0) return now;
  was = now;
  const care::Decision decision = story_decision(world_, rows.at(row, "key"), now, returned != 0 ? care::ApprovalState::Returned : care::ApprovalState::Approved, std::max(returned, approved));
  static_cast<care::Course&>(now) = care::decided(now, decision);
  std::vector<record::Edit> edits = care::to_edits(decision);
  for (record::Edit& edit : care::to_edits(was, now)) edits.push_back(std::move(edit));
  batch(decision.at, world_.leader, std::move(edits));
  return now;
}

}  // namespace demo
