// Hub and tablets as processes that are killed at any moment, over TLS and a network that refuses, cuts and slows. Whatever a tablet said was saved must be at the hub in
// the end, and everywhere the same.
#include <gtest/gtest.h>

#include "app/care/record_types.h"
#include "platform/crypto/crypto.h"
#include "platform/os/file.h"
#include "tests/app/hub/town.h"
#include "tests/support/counts.h"
#include "tests/support/proxy.h"

namespace hub {
namespace {

const std::string kWorkerOfAll = "0190a3c4-7b7a-7cc3-8a46-5d6e7f809101";
constexpr int64_t kLinesMs = 20;

size_t lines_in(const std::string& text) { return size_t(std::count(text.begin(), text.end(), '\n')); }

// One tablet's folder, and the process that works on it.
class Killable {
 public:
  Killable(HubProcess& hub, uint64_t seed, const record::RecordId& person, const record::RecordId& shared, int way) : url_("https://127.0.0.1:" + std::to_string(way)) {
    Applicant applicant(seed);
    const auto enrolled = wire::decode_enrol_answer(applicant.apply(hub, hub.code(kWorkerOfAll)).body).value();
    device = enrolled.device;
    base::Bytes keys = base::copy(crypto::Key::random(applicant.random).bytes());
    const crypto::Key seed_of_key = applicant.key.seed();
    keys.insert(keys.end(), seed_of_key.bytes().begin(), seed_of_key.bytes().end());
    const auto put = [&](const char* name, base::ByteView content) { EXPECT_TRUE(os::replace_file(folder_ / name, content)); };
    put("keys", keys);
    put("device", base::view(std::to_string(device)));
    put("worker", base::view(kWorkerOfAll));
    put("person", base::view(record::to_string(person)));
    put("shared", base::view(record::to_string(shared)));
    put("authority.crt", base::view(hub.authority()));
    put("certificate", base::view(enrolled.certificate));
    put("tls_key", base::view(applicant.tls_key));
  }
  void start() { process_ = std::make_unique<support::Child>(std::vector<std::string>{DOORSTEP_TEST_TABLET, folder_.path(), url_}); }
  // Until it has said so many lines more, or some time has passed.
  void works(size_t lines) {
    const size_t wanted = lines_in(process_->output()) + lines;
    for (int i = 0; lines_in(process_->output()) < wanted && i < 50; ++i) ASSERT_TRUE(process_->listen(kLinesMs)) << "it ended by itself: " << process_->output();
  }
  void kill() {
    process_->kill_now();
    while (process_->listen(kLinesMs)) {}
    note();
    process_.reset();
  }
  // What it has said so far.
  void note() {
    const std::string& said = process_->output();
    for (size_t at = 0; at < said.size();) {
      const size_t end = said.find('\n', at);
      if (end == std::string::npos) break;
      const std::string line = said.substr(at, end - at);
      if (line.starts_with("saved ")) saved.insert(line.substr(6));
      if (line.starts_with("held ")) held = std::max<uint64_t>(held, std::strtoull(line.c_str() + 5, nullptr, 10));
      EXPECT_FALSE(line.starts_with("refused") || line.starts_with("not taken")) << line;
      at = end + 1;
    }
  }
  std::string finish() const {
    const support::Finished done = support::run_child({DOORSTEP_TEST_TABLET, folder_.path(), url_, "--finish"});
    EXPECT_EQ(done.status, 0) << done.output;
    const size_t at = done.output.find("digest ");
    return at == std::string::npos ? "" : "ok " + done.output.substr(at + 7);
  }

  uint64_t device = 0, held = 0;
  std::set<std::string> saved;

 private:
  testing_support::TempFolder folder_;
  std::string url_;
  std::unique_ptr<support::Child> process_;
};

TEST(Killed, NothingThatWasSavedIsLostHoweverOftenHubAndTabletsAreKilled) {
  const int kills = support::scaled(300);
  HubProcess hub;
  Tablet first(hub, 1, kWorkerOfAll);
  const record::RecordId person = first.begins_person("Whitfield"), shared = first.writes_note(person, "Everybody writes here.");
  ASSERT_EQ(first.sync(), wire::Status::Ok);
  support::BadNetwork bad;
  bad.seed = 11;
  bad.refused_percent = 20;
  bad.cut_percent = 50;
  bad.cut_after_bytes_max = 16 * 1024;
  bad.piece_bytes = 700;
  std::printf("seed 11, kills %d\n", kills);
  support::Proxy network(hub.port(), bad);
  std::vector<std::unique_ptr<Killable>> desks;
  for (uint64_t i = 0; i < 3; ++i) {
    desks.push_back(std::make_unique<Killable>(hub, 21 + i, person, shared, network.port()));
    desks.back()->start();
  }
  os::SeededRandom chance(11);
  int of_the_hub = 0;
  for (int i = 0; i < kills; ++i) {
    Killable& desk = *desks[chance.next_u64() % desks.size()];
    desk.works(chance.next_u64() % 6);
    if (chance.next_u64() % 3 != 0) {
      desk.kill();
      desk.start();
      continue;
    }
    ++of_the_hub;
    hub.kill_now();
    hub.start();
    desk.note();
    ASSERT_GE(hub.held_of(desk.device), desk.held) << "kill " << i;
  }
  for (const auto& desk : desks) desk->kill();
  network.heal();
  for (int round = 0; round < 2; ++round)
    for (const auto& desk : desks) (void)desk->finish();
  for (const auto& desk : desks) EXPECT_EQ(desk->finish(), hub.digest()) << desk->device;
  ASSERT_EQ(first.sync(), wire::Status::Ok);
  EXPECT_EQ(first.digest(), hub.digest());
  const std::string all = first.all_words();
  size_t words = 0;
  for (const auto& desk : desks)
    for (const std::string& word : desk->saved) {
      ++words;
      EXPECT_NE(all.find(word), std::string::npos) << word;
    }
  std::printf("%d kills, %d of the hub; %zu words; %llu connections, %llu refused, %llu cut\n", kills, of_the_hub, words, (unsigned long long)network.connections(), (unsigned long long)network.refused(),
              (unsigned long long)network.cut());
  EXPECT_GT(words, size_t(kills) / 2);
  EXPECT_GT(network.cut(), 0u);
}

TEST(Killed, ThreeTabletsThatWereOfflineForAWeekEndWithTheHubsRecordsOverANetworkThatDropsHalf) {
  HubProcess hub;
  std::vector<std::unique_ptr<Tablet>> tablets;
  tablets.push_back(std::make_unique<Tablet>(hub, 1, kWorkerOfAll));
  const record::RecordId person = tablets[0]->begins_person("Whitfield");
  std::vector<record::RecordId> notes;
  for (int i = 0; i < 12; ++i) notes.push_back(tablets[0]->writes_note(person, "Plan " + std::to_string(i) + "."));
  ASSERT_EQ(tablets[0]->sync(), wire::Status::Ok);
  for (uint64_t i = 2; i <= 3; ++i) {
    tablets.push_back(std::make_unique<Tablet>(hub, i, kWorkerOfAll));
    ASSERT_EQ(tablets.back()->sync(), wire::Status::Ok);
  }
  os::SeededRandom chance(5);
  std::set<std::string> words;
  for (int visit = 0; visit < 40; ++visit)
    for (size_t i = 0; i < tablets.size(); ++i) {
      Tablet& tablet = *tablets[i];
      for (int saves = 0; saves < 25; ++saves) {
        const std::string word = "v" + std::to_string(visit) + "t" + std::to_string(i) + "s" + std::to_string(saves) + ".";
        const record::RecordId& note = notes[chance.next_u64() % notes.size()];
        if (chance.next_u64() % 4 == 0) (void)tablet.writes_note(person, word);
        else tablet.rewrites_note(note, tablet.reads_note(note) + " " + word);  // at its end, as everybody does
        words.insert(word);
      }
    }
  for (const record::RecordId& note : notes) tablets[2]->decides(note, "approved");  // the lead's, made offline too
  support::BadNetwork bad;
  bad.seed = 5;
  bad.refused_percent = 50;
  bad.cut_percent = 50;
  bad.cut_after_bytes_max = 12 * 1024;
  bad.piece_bytes = 512;
  const char* mode = std::getenv("DOORSTEP_TESTS_MODE");
  if (mode && std::string(mode) == "long") bad.bytes_per_s = 5'000, bad.delay_ms = 300;  // 2G
  support::Proxy network(hub.port(), bad);
  for (const auto& tablet : tablets) tablet->goes_by(network.port());
  int sessions = 0;
  for (int round = 0; round < 2; ++round)
    for (const auto& tablet : tablets)
      for (int tries = 0; tablet->sync() != wire::Status::Ok; ++tries, ++sessions) ASSERT_LT(tries, 1'000);
  ASSERT_EQ(tablets[0]->sync_until_ok(1'000), wire::Status::Ok);
  for (const auto& tablet : tablets) {
    EXPECT_EQ(tablet->digest(), hub.digest());
    const std::string all = tablet->all_words();
    for (const std::string& word : words) ASSERT_NE(all.find(word), std::string::npos) << word;
    for (const record::RecordId& note : notes) EXPECT_EQ(tablet->decision_on(note), "approved");
  }
  EXPECT_EQ(hub.held_of(tablets[2]->device()), 40u * 25 + notes.size()) << "each decision once";
  std::printf("seed 5: %d sessions broke off; %llu connections, %llu refused, %llu cut\n", sessions, (unsigned long long)network.connections(), (unsigned long long)network.refused(), (unsigned long long)network.cut());
  EXPECT_GT(network.refused(), 0u);
}

}  // namespace
}  // namespace hub
