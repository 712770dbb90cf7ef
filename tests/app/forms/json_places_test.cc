#include "app/forms/json_places.h"

#include <gtest/gtest.h>

#include <functional>

#include "tests/app/forms/corpus.h"

namespace forms::json {
namespace {

TEST(JsonPlaces, EveryValueIsWhereItIsWritten) {
  const std::string text = "{\n  \"a\": [1, {\"b\" : \"\\u00e9\\n\\\"x\"}],\n  \"ééé\": {\"c\": null}, \"a\": true\n}";
  const Document document = std::move(*Document::parse(text));
  const Places places(text, document.root());
  EXPECT_EQ(places.of(document.root()), (Place{1, 1}));
  EXPECT_EQ(places.of(document.root()["a"][0]), (Place{2, 9}));
  EXPECT_EQ(places.of(document.root()["a"][1]["b"]), (Place{2, 19}));
  EXPECT_EQ(places.of(document.root()["ééé"]), (Place{3, 10}));
  EXPECT_EQ(places.of(document.root().members()[2].value), (Place{3, 28})) << "the second of a name";
  EXPECT_EQ(places.of(Value()), (Place{1, 1}));
}

TEST(JsonPlaces, AByteOfATextIsFoundBehindItsEscapes) {
  const std::string text = R"({"e": "\u00e9\ud83d\udc36\n\"xy"})";
  const Document document = std::move(*Document::parse(text));
  const Places places(text, document.root());
  const Value& e = document.root()["e"];
  EXPECT_EQ(e.string(), "é🐶\n\"xy");
  EXPECT_EQ(places.in(e, 0), (Place{1, 8}));
  EXPECT_EQ(places.in(e, 2), (Place{1, 14}));
  EXPECT_EQ(places.in(e, 6), (Place{1, 26}));
  EXPECT_EQ(places.in(e, 8), (Place{1, 30}));
  EXPECT_EQ(places.in(e, 99), (Place{1, 32})) << "the closing quote";
}

TEST(JsonPlaces, WhatIsNotJsonSaysWhereItStopsBeing) {
  Place where;
  EXPECT_FALSE(Document::parse("{\n \"é\": }", {}, &where));
  EXPECT_EQ(where, (Place{2, 7}));
  EXPECT_FALSE(Document::parse("[1]\n\n x", {}, &where));
  EXPECT_EQ(where, (Place{3, 2}));
}

// Every string of every public form begins with a quotation mark where it is said to.
TEST(JsonPlaces, ThePublicFormsAreFollowedToTheirEnds) {
  const auto files = corpus_files();
  if (files.empty()) GTEST_SKIP() << "no FHIR test material beside this checkout";
  for (const auto& file : files) {
    const std::string text = read_file(file);
    const auto document = Document::parse(text);
    if (!document) continue;
    const Places places(text, document->root());
    std::vector<std::string> lines(1);
    for (const char c : text) c == '\n' ? (void)lines.emplace_back() : (void)(lines.back() += c);
    const std::function<void(const Value&)> visit = [&](const Value& value) {
      for (const Value& element : value.elements()) visit(element);
      for (const Member& member : value.members()) visit(member.value);
      if (!value.is_string()) return;
      const Place at = places.of(value);
      const std::string_view line = lines[at.line - 1];
      size_t byte = 0;
      for (uint32_t column = 1; column < at.column; ++column)
        for (++byte; byte < line.size() && (uint8_t(line[byte]) & 0xC0) == 0x80;) ++byte;
      ASSERT_EQ(line[byte], '"') << file << ":" << at.line << ":" << at.column;
    };
    visit(document->root());
  }
}

}  // namespace
}  // namespace forms::json
