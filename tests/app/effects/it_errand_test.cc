#include "app/tablet/effects/it_errand.h"

#include <gtest/gtest.h>

#include "tests/support/temp_folder.h"

namespace effects {
namespace {

constexpr uint64_t kDevice = 7;

std::string a_form(const std::string& name, const std::string& version) {
  return R"({"resourceType":"Questionnaire","url":"https://council.example.org/forms/)" + name + R"(","version":")" + version + R"(","title":"T","item":[]})";
}

// A hub that has what a test gives it, answering one letter at a time.
struct Hub {
  os::SeededRandom random{11};
  crypto::SigningKey key = crypto::SigningKey::random(random);
  wire::AboutAnswer about;
  base::Bytes bundle;
  size_t part_bytes = 100;
  int parts = 0;

  void offers(uint64_t version, const std::string& valid_from = {}) {
    bundle = formpack::encode_bundle(*formpack::make_pack(version, "Council", valid_from, {a_form("falls", std::to_string(version))}, key));
    about.forms_key = key.verify_key();
    about.forms_pack = version;
    about.forms_pack_bytes = bundle.size();
  }
  net::Reply answer(const session::Letter& letter) {
    net::Reply reply;
    reply.status = 200;
    if (letter.path == wire::kAboutPath) {
      reply.body = wire::encode(about);
      return reply;
    }
    const wire::FormsRequest request = wire::decode_forms_request(letter.body).value();
    ++parts;
    if (request.forms_pack != about.forms_pack || request.offset >= bundle.size()) return reply;
    const base::ByteView rest = base::ByteView(bundle).subspan(size_t(request.offset));
    reply.body = base::copy(rest.first(std::min(rest.size(), part_bytes)));
    return reply;
  }
};

struct Desk {
  testing_support::TempFolder folder;
  formpack::Installed installed{folder / "forms-pack"};
  os::ManualClock clock{1'795'910'400'000};  // 2026-11-29
  Hub hub;
  int recovery_keys = 0, installs = 0;
  ItErrand errand{installed, {.app_version = "0.1.0", .clock = &clock, .on_recovery_key = [this](const crypto::BoxPublicKey&) { ++recovery_keys; }, .on_installed = [this] { ++installs; }}};

  // As after a session; the number of letters.
  int runs(int lost_after = 1000) {
    int letters = 0;
    while (const auto letter = errand.next(kDevice)) {
      if (++letters > lost_after) {
        net::Reply lost;
        lost.trouble = net::Trouble::LinkLost;
        errand.take(lost);
        break;
      }
      errand.take(hub.answer(*letter));
    }
    return letters;
  }
};

TEST(ItErrand, TellsWhatRunsHereAndAsksNoMoreForAnHour) {
  Desk desk;
  const auto letter = desk.errand.next(kDevice);
  ASSERT_TRUE(letter);
  EXPECT_EQ(wire::decode_about_request(letter->body).value(), (wire::AboutRequest{kDevice, "0.1.0", 0}));
  desk.errand.take(desk.hub.answer(*letter));
  EXPECT_FALSE(desk.errand.next(kDevice));
  desk.clock.advance_ms(kAboutEveryMs - 1);
  EXPECT_FALSE(desk.errand.next(kDevice));
  desk.clock.advance_ms(1);
  EXPECT_TRUE(desk.errand.next(kDevice));
}

TEST(ItErrand, FetchesANewerPackInPartsAndInstallsIt) {
  Desk desk;
  desk.hub.offers(3);
  desk.runs();
  EXPECT_GT(desk.hub.parts, 2);
  EXPECT_EQ(desk.installed.version(), 3u);
  EXPECT_EQ(desk.installs, 1);
  desk.clock.advance_ms(kAboutEveryMs);
  EXPECT_EQ(desk.runs(), 1) << "it has it";
  desk.hub.offers(5);
  desk.clock.advance_ms(kAboutEveryMs);
  desk.runs();
  EXPECT_EQ(desk.installed.version(), 5u);
}

TEST(ItErrand, GoesOnWhereALostLinkEndedIt) {
  Desk desk;
  desk.hub.offers(3);
  desk.runs(3);
  EXPECT_EQ(desk.installed.version(), 0u);
  const int before = desk.hub.parts;
  desk.runs();
  EXPECT_EQ(desk.installed.version(), 3u);
  EXPECT_EQ(size_t(desk.hub.parts - 0), (desk.hub.bundle.size() + desk.hub.part_bytes - 1) / desk.hub.part_bytes) << "no part came twice; " << before << " before";
}

TEST(ItErrand, TakesNoPackOfAnotherHandNoOlderOneAndNoneThatIsTooLarge) {
  Desk desk;
  desk.hub.offers(4);
  desk.runs();
  ASSERT_EQ(desk.installed.version(), 4u);
  Hub thief;
  thief.key = crypto::SigningKey::random(thief.random);
  desk.hub.key = crypto::SigningKey::random(desk.hub.random);
  desk.hub.offers(9);
  desk.clock.advance_ms(kAboutEveryMs);
  desk.runs();
  EXPECT_EQ(desk.installed.version(), 4u) << "the first key stays";
  Desk fresh;
  fresh.hub.offers(2);
  fresh.hub.about.forms_pack_bytes = formpack::kBundleBytesMax + 1;
  EXPECT_EQ(fresh.runs(), 1);
  fresh.hub.offers(2);
  fresh.hub.bundle.push_back(0);  // more than was said
  fresh.clock.advance_ms(kAboutEveryMs);
  fresh.runs();
  EXPECT_EQ(fresh.installed.version(), 0u);
}

TEST(ItErrand, APackThatIsReplacedWhileItIsFetchedIsAskedForAnew) {
  Desk desk;
  desk.hub.offers(3);
  for (int i = 0; i < 3; ++i) desk.errand.take(desk.hub.answer(*desk.errand.next(kDevice)));
  desk.hub.offers(4);
  desk.runs();
  EXPECT_EQ(desk.installed.version(), 4u);
}

TEST(ItErrand, HandsOnTheRecoveryKeyAndSurvivesNonsense) {
  Desk desk;
  desk.hub.about.recovery_key.fill(3);
  desk.runs();
  EXPECT_EQ(desk.recovery_keys, 1);
  desk.clock.advance_ms(kAboutEveryMs);
  ASSERT_TRUE(desk.errand.next(kDevice));
  net::Reply nonsense;
  nonsense.status = 200;
  nonsense.body = {1, 2, 3};
  desk.errand.take(nonsense);
  EXPECT_FALSE(desk.errand.next(kDevice));
}

}  // namespace
}  // namespace effects
