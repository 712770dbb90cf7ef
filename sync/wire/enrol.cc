#include "sync/wire/enrol.h"

namespace wire {
namespace {

constexpr uint8_t kEnrolVersion = 1;
constexpr std::string_view kEnrolLabel = "doorstep-enrol-1";
constexpr size_t kCodeBytesMax = 64, kPemBytesMax = 8 * 1024;

base::Bytes signed_words(base::ByteView said) {
  base::Writer out;
  out.bytes(base::view(kEnrolLabel));
  out.bytes(said);
  return out.take();
}

base::Status read_enrol_head(base::Reader& in) {
  in.u8();  // the writer's version
  if (in.u8() > kEnrolVersion) return base::fail(base::Fault::TooNew, "enrol");
  return {};
}

}  // namespace

base::Bytes encode(const EnrolRequest& request, const crypto::SigningKey& key) {
  base::Writer out;
  out.u8(kEnrolVersion);
  out.u8(kEnrolVersion);
  out.sized_text(request.code);
  out.bytes(request.key);
  out.sized_text(request.certificate_request);
  out.bytes(key.sign(signed_words(out.out())));
  return out.take();
}

base::Result<EnrolRequest> decode_enrol_request(base::ByteView bytes) {
  if (bytes.size() > kEnrolBytesMax) return base::fail(base::Fault::Corrupt, "enrol request");
  base::Reader in(bytes);
  TRY_DO(read_enrol_head(in));
  EnrolRequest request;
  request.code = in.sized_text(kCodeBytesMax);
  request.key = in.array<32>();
  request.certificate_request = in.sized_text(kPemBytesMax);
  const size_t said = bytes.size() - in.left();
  const crypto::Signature signature = in.array<64>();
  if (!in.done()) return base::fail(base::Fault::Corrupt, "enrol request");
  if (!crypto::verify(request.key, signed_words(bytes.first(said)), signature)) return base::fail(base::Fault::Denied, "enrol signature");
  return request;
}

base::Bytes encode(const EnrolAnswer& answer) {
  base::Writer out;
  out.u8(kEnrolVersion);
  out.u8(kEnrolVersion);
  out.u64(answer.device);
  out.bytes(answer.epoch);
  out.svarint(answer.unix_s);
  out.sized_text(answer.worker);
  out.sized_text(answer.certificate);
  out.sized_text(answer.authority);
  return out.take();
}

base::Result<EnrolAnswer> decode_enrol_answer(base::ByteView bytes) {
  base::Reader in(bytes);
  TRY_DO(read_enrol_head(in));
  EnrolAnswer answer;
  answer.device = in.u64();
  answer.epoch = in.array<8>();
  answer.unix_s = in.svarint();
  answer.worker = in.sized_text(kCodeBytesMax);
  answer.certificate = in.sized_text(kPemBytesMax);
  answer.authority = in.sized_text(kPemBytesMax);
  if (!in.done() || answer.device == 0) return base::fail(base::Fault::Corrupt, "enrol answer");
  return answer;
}

}  // namespace wire
