// Pictures in forms: which there is, what can be said of it unread, and its bytes.
#include "app/forms/media.h"

#include "tests/app/forms/forms_support.h"

namespace forms {
namespace {

constexpr const char* kItemMedia = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-itemMedia";
constexpr const char* kAnswerMedia = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-itemAnswerMedia";

std::string with_media(const char* url, const std::string& attachment) { return std::string(R"("extension":[{"url":")") + url + R"(","valueAttachment":)" + attachment + "}]"; }

std::shared_ptr<const Questionnaire> form_with(const std::string& attachment) {
  return *Questionnaire::parse(R"({"resourceType":"Questionnaire","item":[{"linkId":"q","type":"choice","answerOption":[{"valueString":"plain"},{"valueString":"a",)" +
                               with_media(kAnswerMedia, attachment) + "}]," + with_media(kItemMedia, attachment) + "}]}");
}

Media item_media(const Questionnaire& form) { return media_of(*form.item(form.find("q")).node); }

MediaIs judged(const std::string& attachment) { return what_is(item_media(*form_with(attachment))); }

}  // namespace

TEST(Media, OfAnItemAndOfAnOptionIsReadWithItsKindAndTitle) {
  const auto form = form_with(R"({"contentType":"image/png","title":"A stair","data":"aGVs\nbG8="})");
  const Media item = item_media(*form), option = media_of(*form->item(0).options[1].node);
  for (const Media& media : {item, option}) {
    ASSERT_TRUE(media);
    EXPECT_EQ(media.content_type, "image/png");
    EXPECT_EQ(media.title, "A stair");
    EXPECT_EQ(what_is(media), MediaIs::Here);
  }
  EXPECT_NE(item.attachment, option.attachment);
  EXPECT_FALSE(media_of(*form->item(0).options[0].node));
}

TEST(Media, ItsTitleIsSaidInTheLanguageTheFormHasItIn) {
  const auto form = form_with(R"({"data":"aGVsbG8=","title":"A stair","_title":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/translation","extension":[{"url":"lang","valueCode":"cy"},{"url":"content","valueString":"Grisiau"}]}]}})");
  EXPECT_EQ(title_of(item_media(*form), "cy"), "Grisiau");
  EXPECT_EQ(title_of(item_media(*form), "en"), "A stair");
  EXPECT_EQ(title_of(Media(), "cy"), "");
}

TEST(Media, WhatCannotBeShownIsToldApartBeforeAnythingIsDecoded) {
  EXPECT_EQ(judged(R"({"contentType":"image/png","url":"https://example.org/stair.png"})"), MediaIs::Elsewhere);
  EXPECT_EQ(judged(R"({"contentType":"video/mp4","data":"aGVsbG8="})"), MediaIs::OtherKind);
  EXPECT_EQ(judged(R"({"data":"aGVsbG8="})"), MediaIs::Here);
  EXPECT_FALSE(item_media(*form_with(R"({"title":"Nothing but a title"})")));
  EXPECT_FALSE(item_media(*form_with(R"("not an attachment")")));
}

TEST(Media, IsBoundedInSizeWithoutItsSpaces) {
  const std::string most(kMediaBytesMax / 3 * 4, 'A'), spaces(1000, ' ');
  EXPECT_EQ(judged(R"({"data":")" + most + spaces + "\"}"), MediaIs::Here);
  EXPECT_EQ(judged(R"({"data":")" + most + "AAAAAAAA\"}"), MediaIs::TooLarge);
  ASSERT_TRUE(bytes_of(most + spaces));
  EXPECT_LE(bytes_of(most)->size(), kMediaBytesMax);
  EXPECT_EQ(bytes_of(most + "AAAAAAAA").error().detail, "picture too large");
}

TEST(Media, ItsBytesAreDecodedOrRefused) {
  const auto bytes = bytes_of(" aGVs\r\nbG//\t");
  ASSERT_TRUE(bytes);
  EXPECT_EQ(*bytes, (base::Bytes{'h', 'e', 'l', 'l', 0x6F, 0xFF}));
  for (const char* broken : {"", "    ", "a", "aGVs*G8=", "aGVsb"}) EXPECT_FALSE(bytes_of(broken)) << broken;
}

}  // namespace forms
