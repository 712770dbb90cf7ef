// A council's own form reaches a tablet, through the hub and from a folder.
#include <gtest/gtest.h>

#include "app/formpack/installed.h"
#include "platform/os/file.h"
#include "tests/app/sync/joined.h"

namespace sync_test {
namespace {

std::string falls(const std::string& version, const std::string& question) {
  return R"({"resourceType":"Questionnaire","url":"https://council.example.org/forms/doorstep-falls","version":")" + version +
         R"(","title":"Falls at home )" + version + R"(","item":[{"linkId":"fell","text":")" + question + R"(","type":"boolean"}]})";
}

struct Council {
  os::SeededRandom random{3};
  crypto::SigningKey key = crypto::SigningKey::random(random);
  testing_support::TempFolder folder;
  std::string pack(uint64_t version, const std::string& question) {
    const std::string out = folder / ("pack-" + std::to_string(version));
    EXPECT_TRUE(formpack::write_folder(*formpack::make_pack(version, "Council", "", {falls(std::to_string(version), question)}, key), out));
    return out;
  }
  std::string pub() {
    EXPECT_TRUE(os::replace_file(folder / "council.pub", base::view(formpack::key_text(key.verify_key()))));
    return folder / "council.pub";
  }
};

support::Finished publishes(const hub::HubProcess& hub, const std::string& pack, const std::string& pub) {
  return support::run_child({support::program_folder() + "/doorstep-admin", "forms", "publish", pack, "--data", hub.data_dir(), "--key", pub});
}

TEST(FormsPack, OfTheCouncilsComesThroughTheHubAndADraftStaysWithItsVersion) {
  hub::HubProcess hub;
  Council council;
  ASSERT_EQ(publishes(hub, council.pack(1, "Fallen this year?"), council.pub()).status, 0);
  App ada(hub, kAda);
  const std::string forms = "tap tab/assessments\ntap start_form\n";
  const auto first = ada.plays(kAllSent + adds_person("Ivy", "Turner") + forms + "await form:doorstep-falls \"Falls at home 1\"\ntap form:doorstep-falls\nexpect-text \"Fallen this year?\"\ntap _/fell/yes\n");
  ASSERT_EQ(first.status, 0) << first.output;
  ASSERT_EQ(publishes(hub, council.pack(2, "Fallen in the last six months?"), council.pub()).status, 0);
  const auto second = ada.plays(kAllSent + opens_person("Ivy Turner") + forms + "await form:doorstep-falls \"Falls at home 2\"\ntap form:doorstep-falls\nexpect-text \"Fallen in the last six months?\"\n");
  ASSERT_EQ(second.status, 0) << second.output;
  const auto draft = ada.plays(opens_person("Ivy Turner") + "tap tab/assessments\ntap-text \"Falls at home 1\"\nexpect-text \"Fallen this year?\"\n");
  EXPECT_EQ(draft.status, 0) << draft.output;
}

TEST(FormsPack, IsPutOnATabletFromAFolderAndNoneOfAnotherHand) {
  Council council, other;
  other.key = crypto::SigningKey::random(other.random);
  App ada;
  const auto installs = [&](const std::string& pack, std::vector<std::string> more) {
    std::vector<std::string> words{support::program_folder() + "/doorstep", "--data", ada.data(), "--install-forms", pack};
    words.insert(words.end(), more.begin(), more.end());
    return support::run_child(words);
  };
  EXPECT_EQ(installs(council.pack(2, "Fallen?"), {}).status, 2) << "nobody is trusted yet";
  EXPECT_EQ(installs(council.pack(2, "Fallen?"), {"--forms-key", council.pub()}).output, "doorstep: forms pack 2 is in use: 1 form\n");
  const auto opened = ada.plays(adds_person("Ivy", "Turner") + "tap tab/assessments\ntap start_form\ntap form:doorstep-falls\nexpect-text \"Fallen?\"\n");
  EXPECT_EQ(opened.status, 0) << opened.output;
  EXPECT_EQ(installs(council.pack(1, "Older"), {}).status, 2);
  EXPECT_EQ(installs(other.pack(7, "Forged"), {}).status, 2);
  ASSERT_TRUE(os::replace_file(ada.data() + "/forms-pack/2/doorstep-falls.json", base::view(falls("2", "Forged?"))));
  const auto changed = ada.plays(opens_person("Ivy Turner") + "tap tab/assessments\ntap start_form\nexpect-none form:doorstep-falls\n");
  EXPECT_EQ(changed.status, 0) << changed.output;
}

}  // namespace
}  // namespace sync_test
