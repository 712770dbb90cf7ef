// The recorded behaviour of other engines, replayed: the public oracle where a checkout has it beside it, and golden replays of our own.
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <filesystem>

#include "tests/support/text_file.h"

namespace {

const std::filesystem::path kSource = DOORSTEP_SOURCE_DIR;
const std::filesystem::path kFhir = kSource / "../shared/fhir";

std::string output_of(const std::string& command) {
  std::string out;
  FILE* const pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return out;
  std::array<char, 4096> buffer;
  for (size_t count; (count = fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) out.append(buffer.data(), count);
  pclose(pipe);
  return out;
}

std::string in_quotes(const std::filesystem::path& path) { return "'" + path.string() + "'"; }

TEST(Oracle, EveryCaseThatTwoEnginesAgreeOnComesOutTheSame) {
  if (!std::filesystem::exists(kFhir / "oracle")) GTEST_SKIP() << "no ../shared/fhir";
#ifdef __has_feature
#if __has_feature(address_sanitizer)
  GTEST_SKIP() << "the comparing program gives each form 20 s of the clock, which the sanitizers' build does not keep to";
#endif
#endif
  const std::string told = output_of("python3 " + in_quotes(kFhir / "tools/compare.py") + " --runner " + in_quotes(FORM_REPLAY) + " --questionnaires " + in_quotes(kFhir / "questionnaires") + " --oracle " +
                                     in_quotes(kFhir / "oracle") + " --context " + in_quotes(kFhir / "context.json") + " --valuesets " + in_quotes(kFhir / "valuesets/expansions.json"));
  EXPECT_NE(told.find("both       same 134 of 134"), std::string::npos) << told;
  EXPECT_NE(told.find("disputed   same 8 of 9"), std::string::npos) << told;    // app/forms/DIFFERENCES.md names the others
  EXPECT_NE(told.find("reference  same 38 of 42"), std::string::npos) << told;
}

TEST(Oracle, OurOwnGoldenReplaysComeOutAsWritten) {
  int replayed = 0;
  for (const auto& entry : std::filesystem::directory_iterator(kSource / "tests/golden/forms")) {
    const std::string name = entry.path().filename().string();
    if (!name.ends_with(".script.json")) continue;
    const std::string stem = (entry.path().parent_path() / name.substr(0, name.size() - 12)).string();
    const std::string out = output_of(in_quotes(FORM_REPLAY) + " " + in_quotes(stem + ".form.json") + " " + in_quotes(entry.path()) + " --context " + in_quotes(kSource / "tests/golden/forms/context.json"));
    EXPECT_EQ(out, testing_support::text_of(stem + ".expected.json")) << name;
    ++replayed;
  }
  EXPECT_GE(replayed, 3);
}

}  // namespace
