// sync/session/diary_file.h: the diary, kept: one sealed file, `sessions`. Losing it loses nothing but the telling. Any one thread. For this folder's own use.
#pragma once
#include "sync/session/diary.h"
#include "sync/session/sealed_file.h"

namespace session {

base::Bytes encode(const Diary& diary);
// Errors: Corrupt.
base::Result<Diary> decode_diary(base::ByteView bytes);

class DiaryFile {
 public:
  DiaryFile(const std::string& folder, const crypto::Key& data_key, os::Random& random) : file_(folder, "sessions", 1, data_key, random) {}
  // A new one when there is none, or none that can be read.
  Diary read() const;
  base::Status write(const Diary& diary) const { return file_.write(encode(diary)); }

 private:
  SealedFile file_;
};

}  // namespace session
