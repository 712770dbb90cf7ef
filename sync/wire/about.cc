#include "sync/wire/about.h"

namespace wire {
namespace {

constexpr uint8_t kAboutVersion = 1;

base::Writer begun() {
  base::Writer out;
  out.u8(kAboutVersion);
  out.u8(kAboutVersion);
  return out;
}

base::Status read_about_head(base::Reader& in) {
  const uint8_t version = in.u8();
  if (in.u8() > kAboutVersion) return base::fail(base::Fault::TooNew, "about");
  if (version == 0) in.fail();
  return {};
}

base::Error torn() { return {base::Fault::Corrupt, "about"}; }

}  // namespace

base::Bytes encode(const AboutRequest& request) {
  base::Writer out = begun();
  out.u64(request.device);
  out.sized_text(request.app_version);
  out.varint(request.forms_pack);
  return out.take();
}

base::Bytes encode(const AboutAnswer& answer) {
  base::Writer out = begun();
  out.bytes(answer.forms_key);
  out.bytes(answer.recovery_key);
  out.varint(answer.forms_pack);
  out.varint(answer.forms_pack_bytes);
  return out.take();
}

base::Bytes encode(const FormsRequest& request) {
  base::Writer out = begun();
  out.u64(request.device);
  out.varint(request.forms_pack);
  out.varint(request.offset);
  return out.take();
}

base::Result<AboutRequest> decode_about_request(base::ByteView bytes) {
  base::Reader in(bytes);
  TRY_DO(read_about_head(in));
  AboutRequest request;
  request.device = in.u64();
  request.app_version = in.sized_text(kAppVersionBytesMax);
  request.forms_pack = in.varint();
  if (!in.done()) return base::fail(torn());
  return request;
}

base::Result<AboutAnswer> decode_about_answer(base::ByteView bytes) {
  base::Reader in(bytes);
  TRY_DO(read_about_head(in));
  AboutAnswer answer;
  answer.forms_key = in.array<32>();
  answer.recovery_key = in.array<32>();
  answer.forms_pack = in.varint();
  answer.forms_pack_bytes = in.varint();
  if (!in.done()) return base::fail(torn());
  return answer;
}

base::Result<FormsRequest> decode_forms_request(base::ByteView bytes) {
  base::Reader in(bytes);
  TRY_DO(read_about_head(in));
  FormsRequest request;
  request.device = in.u64();
  request.forms_pack = in.varint();
  request.offset = in.varint();
  if (!in.done()) return base::fail(torn());
  return request;
}

}  // namespace wire
