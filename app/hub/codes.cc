#include "app/hub/codes.h"

#include <array>
#include <string_view>

#include "platform/crypto/crypto.h"
#include "sync/codec/layout.h"
#include "sync/reconcile/keys.h"

namespace hub {
namespace {

using reconcile::Key;
using reconcile::Kind;

// In the hub's table. Numbers on disk: never reused.
constexpr Kind kCodeKind{0x80};        // 32 hash of the code: CodeRow
constexpr Kind kLastDeviceKind{0x81};  // one row: u64, the last number given out

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";  // Crockford's: no I, L, O, U
constexpr size_t kLetters = 12, kGroup = 4;
constexpr size_t kWorkerBytesMax = 64;
constexpr uint8_t kCodeLayout = 1;

// CodeRow, layout 1:  u8 layout · i64 until, UTC seconds (u64) · u64 device, 0: unused · 32 bytes hash of the keys it was used with · sized worker
struct CodeRow {
  int64_t until_s = 0;
  uint64_t device = 0;
  crypto::Hash used_by{};
  std::string worker;
};

base::Bytes encode_code(const CodeRow& row) {
  base::Writer out;
  out.u8(kCodeLayout);
  out.u64(uint64_t(row.until_s));
  out.u64(row.device);
  out.bytes(row.used_by);
  out.sized_text(row.worker);
  return out.take();
}

base::Result<CodeRow> decode_code(base::ByteView bytes) {
  base::Reader in(bytes);
  TRY_DO(codec::check_layout(in, kCodeLayout, "code row"));
  CodeRow row;
  row.until_s = int64_t(in.u64());
  row.device = in.u64();
  row.used_by = in.array<32>();
  row.worker = in.sized_text(kWorkerBytesMax);
  if (!in.done()) return base::fail(base::Fault::Corrupt, "code row");
  return row;
}

// What a person may make of it: small letters, O for 0, I and L for 1, anything between.
std::string plain(std::string_view typed) {
  std::string out;
  for (char c : typed) {
    if (c >= 'a' && c <= 'z') c = char(c - 'a' + 'A');
    if (c == 'O') c = '0';
    if (c == 'I' || c == 'L') c = '1';
    if (kAlphabet.find(c) != std::string_view::npos) out += c;
  }
  return out;
}

Key key_of(std::string_view code) { return Key(kCodeKind).add(crypto::hash(base::view("doorstep-code-1 " + plain(code)))); }

crypto::Hash keys_of(const wire::EnrolRequest& request) {
  base::Writer out;
  out.bytes(request.key);
  out.sized_text(request.certificate_request);
  return crypto::hash(out.out());
}

}  // namespace

base::Result<std::string> Codes::make(const std::string& worker, int64_t lasts_s) {
  record::RecordId id;
  if (!record::parse_record_id(worker, id)) return base::fail(base::Fault::BadInput, "a worker is named by a record id");
  std::array<uint8_t, kLetters> chance;
  random_.fill(chance);
  std::string code;
  for (size_t i = 0; i < kLetters; ++i) {
    if (i > 0 && i % kGroup == 0) code += '-';
    code += kAlphabet[chance[i] % kAlphabet.size()];
  }
  const CodeRow row{now_s() + lasts_s, 0, {}, record::to_string(id)};
  TRY_DO(table_.write([&](reconcile::TableWriter& table) { return table.put(key_of(code), encode_code(row)); }));
  return code;
}

base::Result<Admitted> Codes::use(const wire::EnrolRequest& request) {
  const Key key = key_of(request.code);
  const crypto::Hash keys = keys_of(request);
  Admitted admitted;
  TRY_DO(table_.write([&](reconcile::TableWriter& table) -> base::Status {
    TRY(const auto found, table.find(key));
    if (!found) return base::fail(base::Fault::Denied, "no such code");
    TRY(CodeRow row, decode_code(*found));
    if (now_s() >= row.until_s) return base::fail(base::Fault::Denied, "code too old");
    if (row.device != 0 && row.used_by != keys) return base::fail(base::Fault::Denied, "code used");
    if (row.device == 0) {
      TRY(const auto last, table.find(Key(kLastDeviceKind)));
      row.device = (last ? base::Reader(*last).u64() : 0) + 1;
      row.used_by = keys;
      base::Writer number;
      number.u64(row.device);
      TRY_DO(table.put(Key(kLastDeviceKind), number.out()));
      TRY_DO(table.put(key, encode_code(row)));
    }
    admitted = {row.device, row.worker};
    return {};
  }));
  return admitted;
}

}  // namespace hub
