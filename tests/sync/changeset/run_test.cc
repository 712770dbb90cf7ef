#include "sync/changeset/run.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/sync/changeset/entries.h"

namespace changeset {
namespace {

const IsKnown kNoneKnown = [](const record::RecordId&) { return false; };
const IsKnown kAllKnown = [](const record::RecordId&) { return true; };

base::Result<record::RecordId> find_invented(const Tail& tail) {
  for (uint64_t seed = 0; seed < 20; ++seed)
    if (tail_of(an_id(seed)) == tail) return an_id(seed);
  return base::fail(base::Fault::NotFound, "tail");
}

std::vector<Frame> a_chain(const Schema& schema, int frames) {
  std::vector<Frame> chain;
  FrameHead head{7, 1, 0, 500, 1'763'760'000, false, {}, {}};
  for (int i = 0; i < frames; ++i) {
    const auto entries = any_entries(7, head.first, true);
    head.goes_on = *rc::gen::arbitrary<bool>();
    chain.push_back(make_frame(head, entries, schema));
    head = {7, head.first + entries.size(), 0, head.cursor + *rc::gen::inRange<uint64_t>(0, 3), entries.back().unix_s, false, {}, chain.back().hash};
  }
  return chain;
}

struct Read {
  std::vector<Frame> frames;
  std::vector<size_t> signed_at;
};

// Reads a run as the hub does, carrying the chain on.
base::Result<Read> read_run(base::ByteView bytes, const Vocabulary& vocabulary, const FindByTail& find) {
  TRY(RunReader run, RunReader::open(bytes));
  FrameHead head{run.head().device, run.head().first, 0, 0, run.head().unix_s, false, run.head().schema, {}};
  Window window;
  Habits habits(vocabulary);
  Read out;
  for (;;) {
    TRY(const auto packed, run.next());
    if (!packed) return out;
    TRY(Unpacked unpacked, unpack(*packed, head, vocabulary, habits, window, find));
    auto& [frame, entries] = unpacked;
    TRY(const auto again, entries_of(frame, *vocabulary.schema));
    EXPECT_EQ(again, entries);
    window.add(frame.block.words);
    if (packed->signature) out.signed_at.push_back(out.frames.size());
    head.first += frame.head.count;
    head.unix_s = entries.back().unix_s;
    head.previous = frame.hash;
    out.frames.push_back(std::move(frame));
  }
}

Vocabulary a_vocabulary() { return {std::make_shared<const Schema>(a_schema()), std::make_shared<const Dictionary>()}; }

}  // namespace

RC_GTEST_PROP(Run, CarriesAChainOfFramesWithShortIdsOrWholeOnes, ()) {
  const Vocabulary vocabulary = a_vocabulary();
  const std::vector<Frame> chain = a_chain(*vocabulary.schema, 4);
  RunWriter run({kVersion, 7, 1, 500, 1'763'760'000, {}, {}}, vocabulary, {}, *rc::gen::arbitrary<bool>(), *rc::gen::arbitrary<bool>() ? kAllKnown : kNoneKnown);
  for (const Frame& frame : chain) run.add(frame, std::nullopt);
  const auto back = read_run(run.bytes(), vocabulary, find_invented);
  RC_ASSERT(back.has_value());
  RC_ASSERT(back->frames == chain);
}

RC_GTEST_PROP(Run, CutAnywhereGivesTheFramesBeforeTheCut, ()) {
  const Vocabulary vocabulary = a_vocabulary();
  const std::vector<Frame> chain = a_chain(*vocabulary.schema, 3);
  RunWriter run({kVersion, 7, 1, 500, 1'763'760'000, {}, {}}, vocabulary, {}, true, kNoneKnown);
  std::vector<size_t> ends;
  for (const Frame& frame : chain) run.add(frame, std::nullopt), ends.push_back(run.bytes().size());
  const size_t cut = *rc::gen::inRange<size_t>(0, run.bytes().size() + 1);
  const auto back = read_run(base::ByteView(run.bytes()).first(cut), vocabulary, find_invented);
  RC_ASSERT(back.has_value());
  RC_ASSERT(back->frames.size() == size_t(std::upper_bound(ends.begin(), ends.end(), cut) - ends.begin()));
}

TEST(Run, ASignatureSpeaksForEveryFrameBeforeIt) {
  os::SeededRandom random(5);
  const crypto::SigningKey key = crypto::SigningKey::random(random), other = crypto::SigningKey::random(random);
  const Schema schema = a_schema();
  const Op op{an_id(1), record::RecordType(3), "mobility/q01", record::Value(record::atom("daily"))};
  const Frame first = make_frame({7, 1, 0, 0, 0, false, {}, {}}, std::vector<Entry>{{1, 7, 60, "ada", "", {op}}}, schema);
  const Frame second = make_frame({7, 2, 0, 0, 60, false, {}, first.hash}, std::vector<Entry>{{2, 7, 90, "ada", "", {op}}}, schema);
  const crypto::Signature signature = sign(key, second.hash);
  EXPECT_TRUE(verify(key.verify_key(), second.hash, signature));
  EXPECT_FALSE(verify(other.verify_key(), second.hash, signature));
  EXPECT_FALSE(verify(key.verify_key(), first.hash, signature));

  // Any change to the first shows in the hash of the second.
  const Frame changed = make_frame({7, 1, 0, 0, 0, false, {}, {}}, std::vector<Entry>{{1, 7, 61, "ada", "", {op}}}, schema);
  FrameHead head = second.head;
  head.previous = changed.hash;
  EXPECT_NE(hash_of(head, second.block), second.hash);
}

TEST(Run, HowItIsPackedDoesNotChangeWhatItSays) {
  const Vocabulary vocabulary = a_vocabulary();
  std::string words;
  for (int i = 0; i < 40; ++i) words += "Seen at home; the stairs are " + std::to_string(i) + ". ";
  const Op op = op_between(an_id(1), record::RecordType(3), "mobility/q10", {}, record::text(words));
  const Frame frame = make_frame({7, 1, 0, 0, 0, false, {}, {}}, std::vector<Entry>{{1, 7, 60, "", "", {op}}}, *vocabulary.schema);
  Window window;
  window.add(base::view(words));
  RunWriter with({kVersion, 7, 1, 0, 0, {}, {}}, vocabulary, window, true, kAllKnown), without({kVersion, 7, 1, 0, 0, {}, {}}, vocabulary, window, false, kNoneKnown);
  with.add(frame, std::nullopt);
  without.add(frame, std::nullopt);
  EXPECT_LT(with.bytes().size() + 100, without.bytes().size());
  RunReader a = RunReader::open(with.bytes()).value(), b = RunReader::open(without.bytes()).value();
  Habits habits_a(vocabulary), habits_b(vocabulary);
  const auto from_with = unpack(*a.next().value(), frame.head, vocabulary, habits_a, window, find_invented);
  const auto from_without = unpack(*b.next().value(), frame.head, vocabulary, habits_b, {}, find_invented);
  EXPECT_EQ(from_with.value().frame, frame);
  EXPECT_EQ(from_without.value().frame, frame);
}

TEST(Run, FromANewerVersionIsRefusedAsThat) {
  RunWriter run({kVersion, 7, 1, 0, 0, {}, {}}, a_vocabulary(), {}, false, kNoneKnown);
  base::Bytes bytes = run.bytes();
  bytes[1] = kVersion + 1;
  EXPECT_EQ(RunReader::open(bytes).error().fault, base::Fault::TooNew);
}

TEST(Window, KeepsTheLastWordsOnly) {
  Window window;
  for (int i = 0; i < 5000; ++i) window.add(base::view("sentence " + std::to_string(i) + ". "));
  EXPECT_EQ(window.bytes().size(), kWindowBytes);
  EXPECT_TRUE(base::text_view(window.bytes()).ends_with("sentence 4999. "));
  window.add(base::Bytes(kWindowBytes * 2, 'x'));
  EXPECT_EQ(window.bytes(), base::Bytes(kWindowBytes, 'x'));
}

}  // namespace changeset
