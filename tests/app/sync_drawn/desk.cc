#include "tests/app/sync_drawn/desk.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "app/care/record_types.h"
#include "app/demo/council.h"
#include "app/tablet/effects/read_assets.h"
#include "app/tablet/ui/ui.h"
#include "tests/app/screens/golden.h"
#include "tests/support/text_file.h"

namespace sync_drawn_test {
namespace {

constexpr char kAssets[] = DOORSTEP_SOURCE_DIR "/assets";
constexpr uint64_t kBytesAChange = 70;

// A row a record, as the worker's thread gathers them from the log.
void take_waiting(state::WaitingLoaded& waits, const demo::Batch& batch, const record::RecordId& person) {
  for (const record::Edit& edit : batch.edits) {
    auto row = std::find_if(waits.rows.begin(), waits.rows.end(), [&](const state::WaitingRow& one) { return one.record == edit.id; });
    if (row == waits.rows.end()) row = waits.rows.insert(row, {.type = edit.type, .record = edit.id, .person = person, .unix_ms = batch.at, .last = waits.rows.size() + 1});
    ++row->changes, ++waits.changes;
    row->bytes += kBytesAChange, waits.bytes += kBytesAChange;
  }
  if (waits.oldest_ms == 0 || batch.at < waits.oldest_ms) waits.oldest_ms = batch.at;
}

record::RecordId person_in(const record::Record& record) {
  record::RecordId person;
  return record::parse_record_id(record.utf8("head/person"), person) ? person : record.id;
}

}  // namespace

Desk::Desk(state::Screen screen) {
  ui::set_look(ui::Look::Light);
  ui::set_text_scale(1);
  ui::set_language(ui::Language::English);
  state.now_ms = kNow;
  state.phase = state::Phase::Ready;
  state.places = {state::Place{}, state::Place{.screen = screen}};
  state.assets = effects::read_assets(kAssets);
  fill();
  ui::HostOptions options;
  options.headless = true, options.drawing = ui::Drawing::Software, options.clock = &clock_, options.words_folder = std::string(kAssets) + "/words";
  auto opened = ui::Host::open(options, *this);
  EXPECT_TRUE(opened) << opened.error().detail;
  if (opened) host_ = std::move(*opened);
}

Desk::~Desk() {
  host_.reset();
  ui::set_look(ui::Look::Light);
  ui::set_text_scale(1);
  ui::set_language(ui::Language::English);
}

void Desk::fill() {
  std::map<record::RecordId, record::Record> records;
  const auto read = [](std::string_view path) -> base::Result<std::string> { return testing_support::text_of(std::string(kAssets) + "/" + std::string(path)); };
  const auto take = [&](const demo::Batch& batch) -> base::Status {
    for (const record::Edit& edit : batch.edits) {
      record::Record& whole = records[edit.id];
      whole.id = edit.id, whole.type = edit.type;
      whole.fields[edit.path].value = edit.to;
    }
    // What was sent took everything before it along.
    if (batch.waiting) take_waiting(waits_, batch, person_in(records[batch.edits.front().id]));
    else if (batch.logged) waits_ = {};
    return {};
  };
  const auto made = demo::make_council(1, demo::one_tablet(), kNow, read, take);
  ASSERT_TRUE(made) << made.error().detail;
  for (auto& [id, whole] : records) {
    std::erase_if(whole.fields, [](const auto& field) { return record::section_of(field.first) != record::kHeadSection; });
    state.caseload.take_head(whole);
  }
  state.caseload.set_owner(made->owner);
  state.worker = made->owner_name;
  state.figures.people = state.caseload.people().size();
  state.figures.store_bytes = 18'200'000, state.figures.free_bytes = 41'000'000'000;
}

std::string Desk::run(const std::string& script) {
  host_->wake();  // the state was set behind the window's back
  (void)host_->turn(0);
  const base::Status done = host_->run_script(script, "");
  return done ? std::string() : done.error().detail;
}

void Desk::expect_golden(const std::string& name, bool picture) {
  const std::string tree = folder_ / "tree", shot = folder_ / "shot.png";
  ASSERT_EQ(run("wait\ntree " + tree + "\nshot " + shot + "\n"), "") << name;
  if (const char* pictures = std::getenv("DOORSTEP_PICTURES"); pictures) {
    ASSERT_EQ(run("shot " + std::string(pictures) + "/" + name + ".png\n"), "");
  }
  screens_test::expect_as_it_was(name, tree, shot, picture);
}

}  // namespace sync_drawn_test
