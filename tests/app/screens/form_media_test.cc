// A form with pictures, in the real app: they are drawn, those that cannot be are said, and the form takes answers all the same.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "app/fhirpath/text_code.h"
#include "platform/image/image.h"
#include "tests/app/screens/tablet.h"
#include "tests/support/text_file.h"

namespace screens_test {
namespace {

namespace fs = std::filesystem;

std::string base64(std::string_view bytes) {
  std::string out;
  fhirpath::encode_text(bytes, "base64", out);
  return out;
}

// Two colours no theme has.
constexpr uint8_t kPurple[] = {150, 20, 200}, kOrange[] = {250, 120, 10};

std::string png(int width, int height, const uint8_t* colour) {
  image::Rgba made{{}, width, height};
  for (int i = 0; i < width * height; ++i) made.pixels.insert(made.pixels.end(), {colour[0], colour[1], colour[2], 255});
  const auto bytes = image::encode_png(made);
  return std::string(bytes->begin(), bytes->end());
}

std::string media(const char* name, const std::string& title, const std::string& rest) {
  return std::string(R"("extension":[{"url":"http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-)") + name + R"(","valueAttachment":{"title":")" + title + "\"," + rest + "}}]";
}
std::string shown(const char* name, const std::string& title, const std::string& bytes) { return media(name, title, R"("contentType":"image/png","data":")" + base64(bytes) + "\""); }

// Assets of a tablet's own, whose falls form is one with pictures.
std::string assets_with_pictures(const Tablet& tablet) {
  const std::string folder = tablet.folder() / "assets";
  fs::copy(DOORSTEP_SOURCE_DIR "/assets", folder, fs::copy_options::recursive);
  const std::string whole = png(900, 400, kPurple);
  const std::string option = R"({"valueCoding":{"code":")";
  std::ofstream(folder + "/forms/falls.json", std::ios::binary) << R"({"resourceType":"Questionnaire","url":"urn:doorstep:form:pictures","version":"1","status":"active","title":"Pictures","item":[
    {"linkId":"p","type":"group","text":"Getting about","item":[
      {"linkId":"stairs","type":"choice","text":"Which of these is most like your stairs?",)" + shown("itemMedia", "Stairs with a rail on one side", whole) + R"(,"answerOption":[)" +
      option + R"(one","display":"One rail"},)" + shown("itemAnswerMedia", "A stair with one rail", png(300, 200, kOrange)) + "}," +
      option + R"(two","display":"Two rails"},)" + media("itemAnswerMedia", "A stair with two rails", R"("contentType":"image/png","url":"https://example.org/two.png")") + "}," +
      option + R"(none","display":"No rail"}}]},)" +
      R"({"linkId":"broken","type":"boolean","text":"Is the light switch within reach?",)" + shown("itemMedia", "A light switch", whole.substr(0, whole.size() / 2)) + "}," +
      R"({"linkId":"words","type":"display","text":"Look at the step first.",)" + media("itemMedia", "How to look at a step", R"("contentType":"video/mp4","data":"AAAA")") + "}]}]}";
  return folder;
}

constexpr const char* kOpened = "tap nav/caseload\ntap-text \"Tomasz\"\ntap tab/assessments\ntap start_form\ntap form:falls\nwait\n";

bool has_colour(const image::Rgba& picture, const uint8_t* colour) {
  for (size_t i = 0; i + 3 < picture.pixels.size(); i += 4)
    if (std::equal(colour, colour + 3, picture.pixels.begin() + std::ptrdiff_t(i))) return true;
  return false;
}

TEST(FormMedia, PicturesAreDrawnUnderTheQuestionAndInItsOptionsWithTheirTitles) {
  Tablet tablet;
  const std::string shot = tablet.folder() / "form.png";
  const auto played = tablet.plays(std::string(kOpened) + "expect p/stairs/media \"Stairs with a rail on one side\"\nexpect p/stairs/one/picture \"A stair with one rail\"\n"
                                   "wait\nexpect saved \"Saved on this tablet\"\nshot " + shot + "\ntap p/stairs/one\nexpect-value p/stairs/one \"selected\"\n", {"--assets", assets_with_pictures(tablet)});
  ASSERT_EQ(played.status, 0) << played.output;
  const std::string file = testing_support::text_of(shot);
  const auto seen = image::decode_rgba({reinterpret_cast<const uint8_t*>(file.data()), file.size()}, 4096);
  ASSERT_TRUE(seen);
  EXPECT_TRUE(has_colour(*seen, kPurple));
  EXPECT_TRUE(has_colour(*seen, kOrange));
}

TEST(FormMedia, WhatCannotBeShownIsSaidAndTheFormTakesAnswers) {
  Tablet tablet;
  const auto played = tablet.plays(std::string(kOpened) + "expect-text \"“A stair with two rails” is not on this tablet\"\ntap p/stairs/two\nexpect-value p/stairs/two \"selected\"\n"
                                   "tap p/broken/yes\nwait\nexpect p/broken/media \"“A light switch” cannot be shown: the picture is damaged\"\nexpect-value p/broken/yes \"selected\"\n"
                                   "tap p/stairs/none\nscroll p/broken/yes 2000\nexpect-text \"“How to look at a step” is not a picture this tablet can show\"\n", {"--assets", assets_with_pictures(tablet)});
  EXPECT_EQ(played.status, 0) << played.output;
}

}  // namespace
}  // namespace screens_test
