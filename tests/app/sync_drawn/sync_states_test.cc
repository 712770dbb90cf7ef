// The Sync page in every state that tablet and hub can be in, as somebody found it good: in light, and in the looks where words are longest or room is least.
#include <gtest/gtest.h>

#include "app/care/record_types.h"
#include "app/care/verdict.h"
#include "tests/app/sync_drawn/desk.h"

namespace sync_drawn_test {
namespace {

using session::Standing;
using session::Why;

// Joined a while ago; everything was agreed two minutes ago.
session::Status joined() {
  session::Status status;
  status.standing = Standing::Joined;
  status.url = "https://hub.care.example.org:8443";
  status.device = 214;
  status.first_done = true;
  status.last_complete_ms = kNow - 2 * kMinute;
  status.acknowledged = status.settled = status.last_sequence = 0;
  status.week = {{kNow - 2 * kDay, 112, 112, 31, 47'210, Why::None, 1},
                 {kNow - kDay, 0, 61, 0, 0, Why::NoNetwork, 14},
                 {kNow - 100 * kMinute, 38, 61, 0, 13'400, Why::LinkLost, 1},
                 {kNow - 2 * kMinute, 23, 23, 14, 22'030, Why::None, 1}};
  return status;
}

void all_sent(Desk& desk) {
  desk.state.sync.status = joined();
  desk.state.sync.waiting.emplace();
}

void waits(Desk& desk, Why why = Why::None) {
  desk.state.sync.status = joined();
  desk.state.sync.waiting = desk.waits();
  desk.state.figures.unsent = {desk.waits().changes, desk.waits().rows.size(), desk.waits().rows.size(), true};
  desk.state.sync.status.why = why;
  if (why != Why::None) desk.state.sync.status.next_try_ms = session::is_for_it(why) ? kNow + kHour : kNow + 45'000;
  if (why != Why::None) desk.state.sync.status.week.push_back({kNow - kMinute, 0, desk.waits().changes, 0, 0, why, 2});
}

void sending(Desk& desk) {
  waits(desk);
  session::Status& status = desk.state.sync.status;
  status.active = true;
  status.acknowledged = 2;
  status.course = {.began_ms = kNow - 3'000, .from = 0, .upto = desk.waits().rows.size(), .sent = 96, .to_send = desk.waits().changes, .up_done = 41'000, .up_total = 58'000, .left_ms = 4'000};
}

void first_fetch(Desk& desk) {
  all_sent(desk);
  session::Status& status = desk.state.sync.status;
  status.first_done = false, status.active = true, status.last_complete_ms = 0, status.week.clear();
  status.course = {.began_ms = kNow - 5'000, .down_done = 412'000, .down_total = 1'460'000, .received = 1'840, .bytes = 96'000};
}

void photos(Desk& desk) {
  all_sent(desk);
  session::Blobs& blobs = desk.state.sync.status.blobs;
  const record::RecordId one{{1}}, other{{2}};
  blobs.to_send = 1, blobs.bytes_to_send = 1'350'000, blobs.each.resize(2);
  blobs.each[0].blob.record = one, blobs.each[0].total = 2'100'000, blobs.each[0].done = 750'000;
  blobs.each[1].blob.record = other, blobs.each[1].where = replica::Carried::Where::Refused, blobs.each[1].total = 43'000, blobs.each[1].done = 26'000;
  desk.state.sync.waiting->carried = {{one, desk.somebody(), true}, {other, desk.somebody(), false}};
}

void refused(Desk& desk) {
  all_sent(desk);
  const state::WaitingRow& row = desk.waits().rows.front();
  record::Record verdict{record::RecordId{{3}}, record::kVerdictType, {}};
  verdict.fields[std::string(record::kVerdictRecord)].value = record::atom(record::to_string(row.record));
  verdict.fields[std::string(record::kVerdictRecordType)].value = int64_t(row.type);
  verdict.fields[std::string(record::kVerdictPath)].value = record::atom("head/status");
  verdict.fields[std::string(record::kVerdictBucket)].value = record::atom(record::to_string(row.person));
  verdict.fields[std::string(record::kVerdictReason)].value = record::atom("version");
  desk.state.caseload.take_head(verdict);
}

struct State {
  const char* name;
  void (*set)(Desk&);
  bool picture = false;
};
template <Why why>
void fails(Desk& desk) {
  waits(desk, why);
}
void paused(Desk& desk) { waits(desk), desk.state.sync.status.paused = true; }
void clock_ahead(Desk& desk) { all_sent(desk), desk.state.sync.status.clock_ahead_s = 3 * 3600 + 120; }
// Among them a photo, which is called one.
void waiting(Desk& desk) {
  waits(desk);
  state::WaitingLoaded& rows = *desk.state.sync.waiting;
  const record::RecordId photo{{7}};
  rows.rows.insert(rows.rows.begin(), {care::kAttachmentRecord, photo, desk.somebody(), 9, kNow - kHour, 412, rows.rows.size() + 1});
  rows.kinds[photo] = care::AttachmentKind::Photo;
  desk.state.figures.unsent = {rows.changes, 3, rows.rows.size(), false};
}

constexpr State kStates[] = {{"sync-all-sent", all_sent},
                             {"sync-waiting", waiting},
                             {"sync-sending", sending, true},
                             {"sync-paused", paused},
                             {"sync-first", first_fetch},
                             {"sync-photos", photos},
                             {"sync-no-network", fails<Why::NoNetwork>, true},
                             {"sync-hub-down", fails<Why::HubDown>},
                             {"sync-portal", fails<Why::CaptivePortal>},
                             {"sync-certificate", fails<Why::BadCertificate>},
                             {"sync-clock-wrong", fails<Why::ClockWrong>},
                             {"sync-clock-ahead", clock_ahead},
                             {"sync-busy", fails<Why::Busy>},
                             {"sync-revoked", fails<Why::Revoked>, true},
                             {"sync-hub-full", fails<Why::HubFull>},
                             {"sync-refused", refused}};

class SyncDrawn : public ::testing::TestWithParam<State> {};

TEST_P(SyncDrawn, LooksAsItDid) {
  Desk desk;
  GetParam().set(desk);
  desk.expect_golden(GetParam().name, GetParam().picture);
}

INSTANTIATE_TEST_SUITE_P(States, SyncDrawn, ::testing::ValuesIn(kStates), [](const auto& one) {
  std::string name = one.param.name;
  std::erase(name, '-');
  return name;
});

struct Look {
  const char* name;
  void (*set)(Desk&);
  const char* script;
  bool picture = false;
};
constexpr Look kLooks[] = {{"sync-sending-dark", sending, "theme dark\n"},
                           {"sync-revoked-contrast", fails<Why::Revoked>, "theme contrast\n"},
                           {"sync-sending-portrait", sending, "resize 800x1280\n"},
                           {"sync-sending-large", sending, "resize 800x1280\ntext 200\n", true},
                           {"sync-portal-large", fails<Why::CaptivePortal>, "text 200\n"},
                           {"sync-portal-welsh", fails<Why::CaptivePortal>, "language cy\n"},
                           {"sync-week-large", all_sent, "resize 800x1280\ntext 200\nscroll sync 700\n", true},
                           {"sync-week-large-welsh", all_sent, "resize 800x1280\nlanguage cy\ntext 200\nscroll sync 700\n"}};

class SyncLooks : public ::testing::TestWithParam<Look> {};

TEST_P(SyncLooks, AreAsTheyWere) {
  Desk desk;
  GetParam().set(desk);
  ASSERT_EQ(desk.run(GetParam().script), "");
  desk.expect_golden(GetParam().name, GetParam().picture);
}

INSTANTIATE_TEST_SUITE_P(Looks, SyncLooks, ::testing::ValuesIn(kLooks), [](const auto& one) {
  std::string name = one.param.name;
  std::erase(name, '-');
  return name;
});

}  // namespace
}  // namespace sync_drawn_test
