// The worked examples of FORMAT.md are what the code writes, hashes and reads.
#include <gtest/gtest.h>

#include "sync/changeset/frame.h"
#include "tests/support/text_file.h"

namespace changeset {
namespace {

// The bytes of the example of that name: hex up to a semicolon, line by line.
base::Bytes example(const std::string& name) {
  const std::string text = testing_support::text_of(DOORSTEP_SOURCE_DIR "/sync/changeset/FORMAT.md"), fence = "```hex " + name + "\n";
  const size_t begin = text.find(fence);
  EXPECT_NE(begin, std::string::npos) << name;
  std::string hex;
  bool said = false;
  for (const char c : text.substr(begin + fence.size(), text.find("\n```", begin) - begin - fence.size())) {
    said = c == ';' || (said && c != '\n');
    if (!said && c != ' ' && c != '\n') hex += c;
  }
  base::Bytes out;
  EXPECT_TRUE(base::from_hex(hex, out)) << name;
  return out;
}

Entry the_entry() {
  Entry entry{1, 7, 1'763'769'600, "w", "v", {}};
  Op op{{}, record::RecordType{1}, "head/name", record::text("Mair")};
  EXPECT_TRUE(record::parse_record_id("0190a3c4-7b7a-7cc3-8a46-5d6e7f809101", op.id));
  entry.ops = {op};
  return entry;
}

TEST(ChangesetFormat, ItsWorkedFrameIsWhatTheCodeWritesHashesAndReads) {
  const Schema schema;
  const Entry entry = the_entry();
  const Frame frame = make_frame({7, 1, 0, 500, entry.unix_s, false, {}, {}}, std::span(&entry, 1), schema);
  base::Bytes hashed = example("hashed");
  const base::Bytes ids = example("ids"), ops = example("ops"), words = example("words");
  EXPECT_EQ(base::to_hex(frame.block.ids.at(0).bytes), base::to_hex(ids));
  EXPECT_EQ(base::to_hex(frame.block.ops), base::to_hex(ops));
  EXPECT_EQ(base::to_hex(frame.block.words), base::to_hex(words));
  EXPECT_EQ(base::to_hex(frame.hash), base::to_hex(example("hash")));
  for (const base::Bytes& part : {ids, ops, words}) hashed.insert(hashed.end(), part.begin(), part.end());
  EXPECT_EQ(crypto::hash(hashed), frame.hash);
  EXPECT_EQ(entries_of(frame, schema).value(), std::vector{entry});
}

TEST(ChangesetFormat, ItsWorkedProseIsWhatTheCodeWritesAndReads) {
  const Dictionary dictionary = Dictionary::decode(example("taught")).value();
  const std::string text = "The window, the Mair.";
  pack::SymbolEncoder writer(dictionary.chances(), pack::kAllPrimed);
  Prose writing = *dictionary.prose(), reading = *dictionary.prose();
  writing.encode(text, kText, writer);
  const base::Bytes bytes = example("prose");
  EXPECT_EQ(base::to_hex(writer.finish()), base::to_hex(bytes));
  pack::SymbolDecoder reader(dictionary.chances(), pack::kAllPrimed, bytes);
  EXPECT_EQ(reading.decode(kText, text.size(), reader).value(), text);
}

}  // namespace
}  // namespace changeset
