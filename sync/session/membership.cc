#include "sync/session/membership.h"

#include <algorithm>

namespace session {
namespace {
constexpr size_t kTextBytesMax = 64 * 1024;
}  // namespace

// The plain bytes of `hub`, layout 1: sized url · sized code · sized authority · 32 bytes seed · sized key · sized request · u64 device (0: not let in yet)
// · 8 bytes epoch · svarint the hub's clock then, seconds · sized worker · sized certificate · sized authority as the hub sent it.
base::Bytes encode(const Membership& it) {
  base::Writer out;
  for (const std::string* text : {&it.invitation.url, &it.invitation.code, &it.invitation.authority}) out.sized_text(*text);
  out.bytes(it.signing_seed.bytes());
  out.sized_text(it.tls_key);
  out.sized_text(it.certificate_request);
  out.u64(it.answer.device);
  out.bytes(it.answer.epoch);
  out.svarint(it.answer.unix_s);
  for (const std::string* text : {&it.answer.worker, &it.answer.certificate, &it.answer.authority}) out.sized_text(*text);
  return out.take();
}

base::Result<Membership> decode_membership(base::ByteView bytes) {
  base::Reader in(bytes);
  Invitation invitation;
  for (std::string* text : {&invitation.url, &invitation.code, &invitation.authority}) *text = in.sized_text(kTextBytesMax);
  Membership it{std::move(invitation), crypto::Key(in.array<crypto::kKeyBytes>()), {}, {}, {}};
  it.tls_key = in.sized_text(kTextBytesMax);
  it.certificate_request = in.sized_text(kTextBytesMax);
  it.answer.device = in.u64();
  it.answer.epoch = in.array<8>();
  it.answer.unix_s = in.svarint();
  for (std::string* text : {&it.answer.worker, &it.answer.certificate, &it.answer.authority}) *text = in.sized_text(kTextBytesMax);
  if (!in.done()) return base::fail(base::Fault::Corrupt, "hub");
  return it;
}

base::Bytes Membership::enrol_request() const {
  const crypto::SigningKey key = signing_key();
  return wire::encode(wire::EnrolRequest{invitation.code, key.verify_key(), certificate_request}, key);
}

net::ClientOptions Membership::way_there() const {
  net::ClientOptions out;
  out.url = invitation.url;
  out.authority = invitation.authority;
  if (is_joined()) out.identity = net::Identity{answer.certificate, tls_key};
  return out;
}

base::Result<std::optional<Membership>> MembershipFile::read() const {
  auto plain = file_.read();
  if (!plain && plain.error().fault == base::Fault::NotFound) return std::optional<Membership>();
  if (!plain) return base::fail(plain.error());
  auto read = decode_membership(*plain);
  crypto::wipe(*plain);
  if (!read) return base::fail(read.error());
  return std::optional(std::move(*read));
}

base::Result<Membership> MembershipFile::begin(const Invitation& invitation) const {
  Membership made{invitation, crypto::Key::random(*random_), {}, {}, {}};
  TRY(made.tls_key, net::make_key());
  TRY(made.certificate_request, net::make_certificate_request(made.tls_key));
  TRY_DO(write(made));
  return made;
}

base::Status MembershipFile::write(const Membership& membership) const {
  base::Bytes plain = encode(membership);
  const base::Status written = file_.write(plain);
  crypto::wipe(plain);
  return written;
}

}  // namespace session
