#include <gtest/gtest.h>

#include "platform/os/clock.h"
#include "platform/os/file.h"
#include "sync/blob/intake.h"

namespace blob {
namespace {

base::Bytes some_bytes(size_t count, uint64_t seed = 1) {
  os::SeededRandom random(seed);
  base::Bytes out(count);
  random.fill(out);
  return out;
}

base::Bytes stream_of(base::ByteView content) {
  base::Bytes out = encode(manifest_of(content));
  out.insert(out.end(), content.begin(), content.end());
  return out;
}

// Takes in what it is given and keeps it.
struct Taker {
  Intake intake;
  base::Bytes content = {};
  int manifests = 0;
  base::Status take(uint64_t offset, base::ByteView part) {
    return intake.take(offset, part, [&](const Manifest&) { return ++manifests, base::Status(); },
                       [&](size_t, base::ByteView chunk) { return content.insert(content.end(), chunk.begin(), chunk.end()), base::Status(); });
  }
};

std::string example(std::string_view name) {
  const auto text = os::read_file(std::string(DOORSTEP_SOURCE_DIR) + "/sync/blob/FORMAT.md", 1 << 20);
  EXPECT_TRUE(text);
  std::string_view rest = base::text_view(*text);
  const std::string from = "```hex " + std::string(name) + "\n";
  rest.remove_prefix(std::min(rest.size(), rest.find(from) + from.size()));
  rest = rest.substr(0, rest.find("```"));
  std::string hex;
  bool comment = false;
  for (const char c : rest) {
    comment = c == ';' || (comment && c != '\n');
    if (!comment && c != ' ' && c != '\n') hex += c;
  }
  return hex;
}

TEST(Blob, IsNamedAsFormatMdSays) {
  const Manifest manifest = manifest_of(base::view("Hello"));
  EXPECT_EQ(base::to_hex(encode(manifest)), example("manifest"));
  EXPECT_EQ(to_string(name_of(manifest)), example("name"));
}

TEST(Blob, TheSameContentHasOneNameAndOtherContentAnother) {
  const base::Bytes photo = some_bytes(200'000);
  base::Bytes other = photo;
  other.back() ^= 1;
  EXPECT_EQ(name_of(photo), name_of(base::copy(photo)));
  EXPECT_NE(name_of(photo), name_of(other));
  Name read;
  EXPECT_TRUE(parse_name(to_string(name_of(photo)), read));
  EXPECT_EQ(read, name_of(photo));
  EXPECT_FALSE(parse_name("abcd", read));
  EXPECT_FALSE(parse_name(std::string(64, 'A'), read));
}

TEST(Blob, AManifestIsReadAsItWasWrittenAndDamagedOnesAreRefused) {
  for (const size_t size : {size_t(0), size_t(1), kChunkBytes, kChunkBytes + 1, size_t(300'000)}) {
    const base::Bytes bytes = encode(manifest_of(some_bytes(size)));
    EXPECT_EQ(encode(*decode_manifest(bytes)), bytes) << size;
    for (size_t cut = 0; cut < bytes.size(); ++cut) EXPECT_FALSE(decode_manifest(base::ByteView(bytes).first(cut))) << size << " cut at " << cut;
  }
  base::Writer huge;
  huge.u8(1);
  huge.varint(uint64_t{1} << 60);
  EXPECT_EQ(decode_manifest(huge.out()).error().fault, base::Fault::Corrupt);
  EXPECT_EQ(decode_manifest(base::Bytes{9, 0}).error().fault, base::Fault::TooNew);
}

TEST(Intake, TakesAStreamInPartsCutAnywhereRepeatedOrWithGaps) {
  for (const size_t size : {size_t(0), size_t(5), kChunkBytes, size_t(200'000)}) {
    const base::Bytes content = some_bytes(size), stream = stream_of(content);
    os::SeededRandom random(size + 1);
    Taker taker{Intake(name_of(content), stream.size())};
    for (int turns = 0; !taker.intake.whole(); ++turns) {
      ASSERT_LT(turns, 10'000);
      const uint64_t here = taker.intake.position();
      const uint64_t offset = random.next_u64() % 3 == 0 ? here + 1 + random.next_u64() % 100 : here - std::min<uint64_t>(here, random.next_u64() % 5'000);
      if (offset >= stream.size()) continue;
      const size_t count = size_t(std::min<uint64_t>(1 + random.next_u64() % 20'000, stream.size() - offset));
      ASSERT_TRUE(taker.take(offset, base::ByteView(stream).subspan(size_t(offset), count)));
      if (offset > here) { EXPECT_EQ(taker.intake.position(), here) << "a gap brings nothing"; }
    }
    EXPECT_EQ(taker.content, content);
    EXPECT_EQ(taker.manifests, 1);
  }
}

TEST(Intake, GoesOnAfterWhatWasKeptOfItBefore) {
  const base::Bytes content = some_bytes(150'000), stream = stream_of(content);
  Taker taker{Intake(name_of(content), manifest_of(content), 1)};
  EXPECT_EQ(taker.intake.position(), stream.size() - content.size() + kChunkBytes);
  ASSERT_TRUE(taker.take(0, stream));
  EXPECT_TRUE(taker.intake.whole());
  EXPECT_EQ(taker.content, base::Bytes(content.begin() + kChunkBytes, content.end()));
}

TEST(Intake, TellsNobodyOfBytesThatAreNotWhatTheNameSays) {
  const base::Bytes content = some_bytes(150'000), stream = stream_of(content);
  os::SeededRandom random(3);
  for (int trial = 0; trial < 300; ++trial) {
    base::Bytes bad = stream;
    const size_t at = size_t(random.next_u64() % bad.size());
    bad[at] ^= uint8_t(1 << random.next_u64() % 8);
    Taker taker{Intake(name_of(content), stream.size())};
    EXPECT_EQ(taker.take(0, bad).error().fault, base::Fault::BadInput) << at;
    EXPECT_TRUE(std::equal(taker.content.begin(), taker.content.end(), content.begin())) << at;
    EXPECT_EQ(taker.intake.position(), taker.intake.settled());
    ASSERT_TRUE(taker.take(taker.intake.position(), base::ByteView(stream).subspan(size_t(taker.intake.position())))) << "the right bytes are still taken";
    EXPECT_EQ(taker.content, content);
  }
}

TEST(Intake, BelievesNoSizeBeforeItHoldsTheBytes) {
  const Name name = name_of(base::view("Hello"));
  base::Writer huge;
  huge.u8(1);
  huge.varint(kBytesMax + 1);
  huge.bytes(base::Bytes(32));
  for (const uint64_t total : {uint64_t(1), uint64_t(40), uint64_t(kBytesMax) + 5, uint64_t{1} << 62, UINT64_MAX}) {
    Taker taker{Intake(name, total)};
    EXPECT_FALSE(taker.take(0, huge.out())) << total;
    EXPECT_EQ(taker.intake.position(), 0u);
  }
}

}  // namespace
}  // namespace blob
