#include "sync/session/diary_file.h"

#include <algorithm>

namespace session {
namespace {

constexpr uint8_t kPaused = 1, kFirstDone = 2;
constexpr uint8_t kWhyMax = uint8_t(Why::Wiped);

bool carried(const DiaryRow& row) { return row.sent > 0 || row.received > 0; }

}  // namespace

void Diary::add(const DiaryRow& row) {
  DiaryRow* const last = rows.empty() ? nullptr : &rows.back();
  if (last && row.why != Why::None && last->why == row.why && !carried(*last) && !carried(row)) {
    const uint64_t times = last->times + row.times, bytes = last->bytes + row.bytes;
    *last = row;
    last->times = times;
    last->bytes = bytes;
  } else {
    rows.push_back(row);
  }
  std::erase_if(rows, [&](const DiaryRow& old) { return old.began_ms < row.began_ms - kDiaryMs; });
  if (rows.size() > kDiaryRowsMax) rows.erase(rows.begin(), rows.end() - std::ptrdiff_t(kDiaryRowsMax));
}

// The plain bytes of `sessions`, layout 1: u8 flags: 1 paused · 2 everything was here once · varint failures · svarint not before · svarint last complete
// · varint rows, each: svarint began · varint sent · to send · received · bytes · u8 why · varint times. Times are UTC milliseconds.
base::Bytes encode(const Diary& diary) {
  base::Writer out;
  out.u8(uint8_t((diary.paused ? kPaused : 0) | (diary.first_done ? kFirstDone : 0)));
  out.varint(diary.failures);
  out.svarint(diary.not_before_ms);
  out.svarint(diary.last_complete_ms);
  out.varint(diary.rows.size());
  for (const DiaryRow& row : diary.rows) {
    out.svarint(row.began_ms);
    for (const uint64_t number : {row.sent, row.to_send, row.received, row.bytes}) out.varint(number);
    out.u8(uint8_t(row.why));
    out.varint(row.times);
  }
  return out.take();
}

base::Result<Diary> decode_diary(base::ByteView bytes) {
  base::Reader in(bytes);
  Diary diary;
  const uint8_t flags = in.u8();
  diary.paused = flags & kPaused;
  diary.first_done = flags & kFirstDone;
  diary.failures = in.varint();
  diary.not_before_ms = in.svarint();
  diary.last_complete_ms = in.svarint();
  const uint64_t rows = in.varint();
  if (rows > kDiaryRowsMax) in.fail();
  for (uint64_t i = 0; i < rows && in.ok(); ++i) {
    DiaryRow row;
    row.began_ms = in.svarint();
    for (uint64_t* const number : {&row.sent, &row.to_send, &row.received, &row.bytes}) *number = in.varint();
    const uint8_t why = in.u8();
    if (why > kWhyMax) in.fail();
    row.why = Why{why};
    row.times = in.varint();
    diary.rows.push_back(row);
  }
  if (!in.done()) return base::fail(base::Fault::Corrupt, "sessions");
  return diary;
}

Diary DiaryFile::read() const {
  const auto plain = file_.read();
  auto diary = plain ? decode_diary(*plain) : base::Result<Diary>();
  return diary ? std::move(*diary) : Diary{};
}

}  // namespace session
