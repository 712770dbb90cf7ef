// A team's week: two social workers and their leader work without a signal, then by a network that drops half of everything, with their tablets and the hub killed at any
// moment. In the end every replica holds the same, with every word, and the leader's decisions once each. Processes, TLS, and the care hub's rules in force.
#include <gtest/gtest.h>

#include "app/care/conflict.h"
#include "app/care/worker.h"
#include "app/hub/guard.h"
#include "sync/record/sync_types.h"
#include "tests/app/hub/killable.h"
#include "tests/app/hub/tablet/paper.h"
#include "tests/support/counts.h"
#include "tests/support/proxy.h"

namespace hub {
namespace {

using care::ApprovalState;
using record::RecordId;
using test_tablet::Paper;
using Records = std::map<RecordId, record::Record>;

// Ada and Ben are social workers; Helen leads their team.
const std::string kTeam[] = {"0190a3c4-7b7a-7cc3-8a46-5d6e7f809201", "0190a3c4-7b7a-7cc3-8a46-5d6e7f809202", "0190a3c4-7b7a-7cc3-8a46-5d6e7f809203"};
constexpr int kDays = 7, kRoundsMax = 40;

support::BadNetwork drops_half(uint64_t seed) {
  support::BadNetwork bad;
  bad.seed = seed;
  bad.refused_percent = 50;
  bad.cut_percent = 50;
  bad.cut_after_bytes_max = 16 * 1024;
  bad.silent_percent = 5;
  bad.piece_bytes = 512;
  return bad;
}

record::Edit role_edit(const std::string& worker, const char* role) {
  RecordId id;
  (void)record::parse_record_id(worker, id);
  return {id, care::kWorkerRecord, "head/role", record::atom(role)};
}

// All of what a tablet holds; what it alone is told (verdicts) apart.
struct Held {
  Records shared, own;
  std::string shared_text, own_text;
};

Held held_on(const Killable& desk) {
  Held out;
  store::Store store = desk.opened();
  const auto report = store.verify();
  EXPECT_TRUE(report && report->sound()) << "device " << desk.device;
  for (const record::RecordType type : care::kListedRecords) {
    std::vector<RecordId> ids;
    EXPECT_TRUE(store.each_head(type, [&](const RecordId& id, const record::FieldMap&) { ids.push_back(id); }));
    const bool own = type == record::kVerdictType;
    for (const RecordId& id : ids) {
      const record::Record& record = (own ? out.own : out.shared)[id] = store.read(type, id).value();
      for (const auto& [path, field] : record.fields) (own ? out.own_text : out.shared_text).append(record::utf8_of(field.value)).append("\n");
    }
  }
  return out;
}

class Week : public testing::Test {
 protected:
  Week() : it(hub, 99, record::to_string(it_worker())) {
    it.commit({role_edit(kTeam[0], "social-worker")});
    it.commit({role_edit(kTeam[1], "social-worker")});
    it.commit({role_edit(kTeam[2], "team-leader")});
    const RecordId person = it.begins_person("Whitfield"), shared = it.writes_note(person, "Everybody writes here.");
    EXPECT_EQ(it.sync(), wire::Status::Ok);
    for (const std::string& worker : kTeam) {
      desks.push_back(std::make_unique<Killable>(hub, 31 + desks.size(), worker, worker == kTeam[2] ? "lead" : "worker", hub.port()));
      desks.back()->knows(person, shared);
      hub.command({"grant", "--device", std::to_string(desks.back()->device), "--bucket", record::to_string(person)});
    }
    // Monday: what the workers bring is there for the leader to decide on.
    for (const auto& desk : desks) {
      (void)desk->finish();
      for (int i = 0; i < 2; ++i) (void)desk->run("--offline", "");
      if (desk != desks.back()) (void)desk->run("--tidy", "");
    }
    (void)desks.back()->finish();
  }

  // A day without a signal: killed somewhere in it, and gone on with.
  void offline_day(Killable& desk, os::Random& chance) {
    desk.start({"--offline"});
    (void)desk.works(chance.next_u64() % 30);
    desk.kill();
  }
  void by(int port) {
    for (const auto& desk : desks) desk->goes_by(port);
  }
  // Back in signal, at work, and somebody is killed all the time.
  void kills(int count, os::Random& chance) {
    for (const auto& desk : desks) desk->start();
    for (int i = 0; i < count; ++i) {
      Killable& desk = *desks[chance.next_u64() % desks.size()];
      ASSERT_TRUE(desk.works(chance.next_u64() % 8)) << "it ended by itself";
      if (chance.next_u64() % 3 != 0) {
        desk.kill();
        desk.start();
        continue;
      }
      hub.kill_now();
      hub.start();
      desk.note();
      ASSERT_GE(hub.held_of(desk.device), desk.held) << "kill " << i;
    }
    for (const auto& desk : desks) desk->kill();
  }
  // Everybody does what the others wait for, until nobody waits.
  void until_nobody_waits() {
    int rounds = 0;
    for (int quiet = 0; quiet < 2 && rounds < kRoundsMax; ++rounds) {
      bool any = false;
      for (const auto& desk : desks) any = desk->run("--tidy", "tidied ") != "0\n" || any;
      quiet = any ? 0 : quiet + 1;
    }
    ASSERT_LT(rounds, kRoundsMax);
  }

  void expect_the_same_everywhere() {
    Records all = held[0].shared;
    for (size_t i = 0; i < desks.size(); ++i) {
      EXPECT_EQ(changeset::digest_of(held[i].shared), changeset::digest_of(held[0].shared)) << "tablet " << i;
      all.insert(held[i].own.begin(), held[i].own.end());
      EXPECT_EQ(hub.held_of(desks[i]->device), desks[i]->opened().last_sequence());
      EXPECT_EQ(desks[i]->complaints, std::set<std::string>{});
    }
    EXPECT_EQ("ok " + changeset::digest_of(all) + " records " + std::to_string(all.size()) + "\n", hub.digest());
  }
  size_t expect_every_word() {
    size_t words = 0;
    for (size_t i = 0; i < desks.size(); ++i)
      for (const std::string& word : desks[i]->saved) {
        ++words;
        EXPECT_TRUE(held[i].shared_text.find(word) != std::string::npos || held[i].own_text.find(word) != std::string::npos) << word;
      }
    return words;
  }
  // Each version of each paper was decided on once, by the leader; what she had before her is what that version says, on every tablet.
  void expect_each_decision_once() {
    const store::Store helens = desks.back()->opened();
    std::map<RecordId, std::map<int, std::vector<care::Decision>>> made;
    for (const auto& [id, record] : held[0].shared) {
      if (record.type != care::kDecisionRecord) continue;
      const care::Decision decision = care::decision_from(record);
      if (decision.is_made) made[decision.about][decision.seen].push_back(decision);
      EXPECT_EQ(times_made(helens, id), decision.is_made ? 1 : 0) << "in her log";
    }
    for (const auto& [id, record] : held[0].shared)
      if (record.type == care::kResponseRecord || record.type == care::kPlanRecord) expect_course(test_tablet::paper_of(record), made[id]);
    for (const auto& [decision, about] : desks.back()->decided) {
      const auto seen = std::find_if(said.begin(), said.end(), [&](const std::string& line) { return line == decision + " " + about; });
      EXPECT_NE(seen, said.end()) << decision << ": she was told it was made, of these words";
    }
    decisions = said.size();
  }
  int times_made(const store::Store& store, const RecordId& decision) const {
    int times = 0;
    const std::vector<store::LogEntry> history = store.history(decision).value();
    for (const store::LogEntry& entry : history)
      for (const store::Change& change : entry.changes) times += change.edit.path == "head/made" && record::bool_of(change.edit.to);
    return times;
  }
  void expect_course(const Paper& paper, const std::map<int, std::vector<care::Decision>>& made) {
    const std::string name = record::to_string(paper.whole.id);
    EXPECT_EQ(paper.course.status, ApprovalState::Approved) << name;
    EXPECT_EQ(int(made.size()), paper.course.submission) << name;
    papers += 1;
    returned += paper.course.submission > 1;
    for (int version = 1; version <= paper.course.submission; ++version) {
      const auto found = made.find(version);
      ASSERT_TRUE(found != made.end() && found->second.size() == 1) << name << " version " << version;
      const care::Decision& decision = found->second.front();
      const bool last = version == paper.course.submission;
      EXPECT_EQ(decision.to, last ? ApprovalState::Approved : ApprovalState::Returned) << name;
      EXPECT_TRUE(decision.has_comment());
      EXPECT_TRUE(!last || paper.course.decision == decision.id) << name;
      said.push_back(record::to_string(decision.id) + " " + name + " " + std::to_string(version) + " " + test_tablet::words_digest(paper, version));
    }
  }
  void expect_two_versions_settled() {
    for (const auto& [id, record] : held[0].shared) {
      if (record.type != record::kConflictType) continue;
      ++conflicts;
      EXPECT_FALSE(care::conflict_from(record).is_open);
    }
  }

  void expect_the_end_is_right() {
    for (const auto& desk : desks) held.push_back(held_on(*desk));
    expect_the_same_everywhere();
    const size_t words = expect_every_word();
    expect_each_decision_once();
    expect_two_versions_settled();
    std::printf("%zu words, %zu papers of which %zu were returned, %zu decisions, %zu conflicts settled, %zu fields refused\n", words, papers, returned, decisions, conflicts,
                held[0].own.size() + held[1].own.size() + held[2].own.size());
    EXPECT_GT(returned, 0u);
  }
  void say(const support::Proxy& network) {
    std::printf("%llu connections, %llu refused, %llu cut, %llu of them silently, %llu bytes\n", (unsigned long long)network.connections(), (unsigned long long)network.refused(),
                (unsigned long long)network.cut(), (unsigned long long)network.silent(), (unsigned long long)network.bytes());
  }

  HubProcess hub;
  Tablet it;
  std::vector<std::unique_ptr<Killable>> desks;  // Ada's, Ben's and Helen's, who leads them
  std::vector<Held> held;
  std::vector<std::string> said;
  size_t papers = 0, returned = 0, decisions = 0, conflicts = 0;
};

TEST_F(Week, OfflineAndThenOverANetworkThatDropsHalfEndsTheSameEverywhereWithEveryWordAndEachDecisionOnce) {
  const int count = support::scaled(60);
  std::printf("seed 5, kills %d\n", count + kDays * 3);
  os::SeededRandom chance(5);
  for (int day = 0; day < kDays; ++day)
    for (const auto& desk : desks) offline_day(*desk, chance);
  support::Proxy network(hub.port(), drops_half(5));
  by(network.port());
  kills(count, chance);
  until_nobody_waits();
  say(network);
  expect_the_end_is_right();
  EXPECT_GT(network.refused(), 0u);
  EXPECT_GT(network.cut(), 0u);
  EXPECT_GT(conflicts, 0u);
}

TEST_F(Week, OverANetworkThatIsSlowAsWellItEndsTheSame) {
  std::printf("seed 6\n");
  os::SeededRandom chance(6);
  for (const auto& desk : desks) offline_day(*desk, chance);
  support::BadNetwork slow = drops_half(6);
  slow.silent_percent = 0;
  const bool whole_hog = support::scaled(10) > 10;
  slow.bytes_per_s = whole_hog ? 5'000 : 60'000;  // 2G; and its shape in a twelfth of the time
  slow.delay_ms = whole_hog ? 300 : 20;
  support::Proxy network(hub.port(), slow);
  by(network.port());
  until_nobody_waits();
  say(network);
  expect_the_end_is_right();
}

}  // namespace
}  // namespace hub
