#include "sync/changeset/prose.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "platform/pack/pack.h"
#include "sync/changeset/run.h"
#include "tests/sync/changeset/entries.h"

namespace changeset {
namespace {

const std::string kTaught = std::string("She was sitting by the window. The kettle was on; she had eaten.") + '\0' + "District nurse, seen at home on 12 March 2026." + '\0';

struct Said {
  std::string text;
  Token kind;
};

base::Bytes encoded(const std::vector<Said>& said, Prose prose) {
  const pack::Primer none;
  pack::SymbolEncoder coder(none, pack::kAllPrimed);
  for (const Said& one : said) prose.encode(one.text, one.kind, coder);
  return coder.finish();
}

// What it was made of, of as many texts.
std::vector<std::string> decoded(base::ByteView bytes, const std::vector<Said>& said, Prose prose) {
  const pack::Primer none;
  pack::SymbolDecoder coder(none, pack::kAllPrimed, bytes);
  std::vector<std::string> out;
  for (const Said& one : said) out.push_back(prose.decode(one.kind, one.text.size(), coder).value());
  return out;
}

std::string any_words() {
  switch (*rc::gen::inRange(0, 6)) {
    case 0: return *rc::gen::element<std::string>("", " ", ".", "She", "GP", "she's", "'tis O'Brien's", "SmithMrs Jones", "A4, 12/3/2026 at 09:30", "[\"day_service\",\"telecare\"]");
    case 1: return *rc::gen::container<std::string>(rc::gen::arbitrary<char>());
    case 2: return std::string(*rc::gen::inRange<size_t>(0, 200), *rc::gen::element('a', '.', '7', 'Q', '\0', '\xFF'));
    case 3: return "She was not sitting. " + record::any_text(6) + "\n\nThe Kettle";
    default: return record::any_text(12);
  }
}

std::vector<Said> any_said() {
  std::vector<Said> said(*rc::gen::inRange<size_t>(0, 12));
  for (Said& one : said) one = {any_words(), *rc::gen::element(kAbsent, kLiteral, kTextEdit, kTextBegun, kText, kBytes)};
  return said;
}

std::vector<std::string> texts_of(const std::vector<Said>& said) {
  std::vector<std::string> out;
  for (const Said& one : said) out.push_back(one.text);
  return out;
}

}  // namespace

RC_GTEST_PROP(Prose, GivesBackWhatWasSaidTaughtOrNotAndWhateverWasReadBefore, ()) {
  Prose prose = *rc::gen::arbitrary<bool>() ? Prose(kTaught) : Prose();
  prose.read(any_words() + any_words());
  const std::vector<Said> said = any_said();
  RC_ASSERT(decoded(encoded(said, prose), said, prose) == texts_of(said));
}

RC_GTEST_PROP(Prose, OfBytesThatMeanNothingEndsWithAsMuchAsWasAllowed, ()) {
  Prose prose(kTaught);
  const base::Bytes bytes = *rc::gen::container<base::Bytes>(rc::gen::arbitrary<uint8_t>());
  const pack::Primer none;
  pack::SymbolDecoder coder(none, pack::kAllPrimed, bytes);
  for (int i = 0; i < 20; ++i) {
    const auto text = prose.decode(kText, 500, coder);
    if (text) RC_ASSERT(text->size() <= 500);
  }
}

TEST(Prose, SaysWordsItWasTaughtInAByteAndNewOnesOnce) {
  const Prose prose(kTaught);
  const auto bytes = [&](const std::string& text) { return encoded({{text, kText}}, prose).size(); };
  EXPECT_LE(bytes("The nurse was at home. She had eaten."), 12u);
  const size_t once = bytes("Zopiclone."), twice = bytes("Zopiclone, zopiclone and zopiclone.");
  EXPECT_GE(once, 5u);
  EXPECT_LE(twice, once + 4);
}

TEST(Prose, ExpectsAgainWhatItHasRead) {
  Prose prose(kTaught);
  const std::vector<Said> said{{"Rivastigmine patches changed by her neighbour.", kText}};
  const size_t before = encoded(said, prose).size();
  prose.read("Her neighbour changed the patches. Rivastigmine went up.");
  EXPECT_LE(encoded(said, prose).size() * 2, before);
}

TEST(Prose, GoesOnWhenItCanNumberNoMoreWords) {
  const Prose prose(kTaught);
  std::string text;
  for (size_t i = 0; i < Glossary::kOwnMax + 500; ++i) text += "w" + std::string(1, char('a' + i % 26)) + std::string(1, char('a' + i / 26 % 26)) + std::string(1, char('a' + i / 676)) + " ";
  const std::vector<Said> said{{text, kText}, {text, kText}};
  EXPECT_EQ(decoded(encoded(said, prose), said, prose), texts_of(said));

  // Whatever it is told then, it names only words that it has.
  Prose full = prose;
  full.read(text);
  const pack::Primer none;
  for (unsigned seed = 0; seed < 200; ++seed) {
    os::SeededRandom random(seed);
    base::Bytes bytes(64);
    random.fill(bytes);
    pack::SymbolDecoder coder(none, pack::kAllPrimed, bytes);
    for (int i = 0; i < 10; ++i) (void)full.decode(kText, 200, coder);
  }
}

namespace {

Vocabulary taught_vocabulary() {
  return {std::make_shared<const Schema>(a_schema()), std::make_shared<const Dictionary>(ContextId(), pack::Primer(), base::Bytes(), kTaught)};
}

Frame a_frame(const FrameHead& head, const std::string& text, const Schema& schema) {
  const Op op = op_between(an_id(1), record::RecordType(3), "mobility/q10", {}, record::text(text));
  return make_frame(head, std::vector<Entry>{{head.first, 7, 60, "ada", "", {op}}}, schema);
}

}  // namespace

TEST(Dictionary, WithATextComesBackFromItsBytesAndTeachesTheSame) {
  const Dictionary dictionary({}, {}, {}, kTaught);
  const Dictionary back = Dictionary::decode(dictionary.encode()).value();
  EXPECT_EQ(back.id(), dictionary.id());
  EXPECT_EQ(back.encode(), dictionary.encode());
  const std::vector<Said> said{{"The kettle was on.", kText}};
  EXPECT_EQ(encoded(said, *back.prose()), encoded(said, *dictionary.prose()));
  EXPECT_EQ(Dictionary().prose(), nullptr);
}

TEST(Run, OfProseNeedsAReaderOfTheSecondVersionAndOneWithoutDoesNot) {
  const Vocabulary taught = taught_vocabulary();
  const RunWriter with({kVersion, 7, 1, 0, 0, {}, {}}, taught, {}, false, [](const auto&) { return false; });
  EXPECT_EQ(with.bytes()[0], 2);
  EXPECT_EQ(with.bytes()[1], 2);
  const RunWriter without({kVersion, 7, 1, 0, 0, {}, {}}, Vocabulary(), {}, false, [](const auto&) { return false; });
  EXPECT_EQ(without.bytes()[0], 1);
  EXPECT_EQ(without.bytes()[1], 1);
}

TEST(Run, WordsTooManyForProseGoBesideTheOpsAndTheNextFrameIsProseAgain) {
  const Vocabulary vocabulary = taught_vocabulary();
  const std::vector<std::string> texts{"The kettle was on.", std::string(kProseBytesMax + 1, 'x'), "The kettle was on again."};
  RunWriter run({kVersion, 7, 1, 0, 0, {}, {}}, vocabulary, {}, true, [](const auto&) { return false; });
  FrameHead head{7, 1, 0, 0, 60, false, {}, {}};
  std::vector<Frame> frames;
  for (const std::string& text : texts) {
    frames.push_back(a_frame(head, text, *vocabulary.schema));
    head = {7, head.first + 1, 0, 0, 60, false, {}, frames.back().hash};
    run.add(frames.back(), std::nullopt);
  }
  RunReader reader = RunReader::open(run.bytes()).value();
  Habits habits(vocabulary);
  Window window;
  for (size_t i = 0; i < frames.size(); ++i) {
    const PackedFrame packed = *reader.next().value();
    EXPECT_EQ(packed.prose, i != 1);
    const Unpacked unpacked = unpack(packed, frames[i].head, vocabulary, habits, window, [](const Tail&) { return base::Result<record::RecordId>(an_id(1)); }).value();
    EXPECT_EQ(unpacked.frame, frames[i]);
    window.add(unpacked.frame.block.words);
  }
}

TEST(Run, WithAProseFlagItsVersionOrItsDictionaryDoesNotAllowIsRefused) {
  const Vocabulary vocabulary = taught_vocabulary();
  const FrameHead head{7, 1, 0, 0, 60, false, {}, {}};
  const Frame frame = a_frame(head, "The kettle was on.", *vocabulary.schema);
  RunWriter run({kVersion, 7, 1, 0, 0, {}, {}}, vocabulary, {}, false, [](const auto&) { return false; });
  run.add(frame, std::nullopt);
  const Vocabulary untaught{vocabulary.schema, std::make_shared<const Dictionary>()};
  Habits habits(untaught);
  RunReader reader = RunReader::open(run.bytes()).value();
  EXPECT_FALSE(unpack(*reader.next().value(), head, untaught, habits, {}, nullptr));
  base::Bytes first_version = run.bytes();
  first_version[0] = first_version[1] = 1;
  RunReader strict = RunReader::open(first_version).value();
  EXPECT_EQ(strict.next().error().fault, base::Fault::Corrupt);
}

}  // namespace changeset
