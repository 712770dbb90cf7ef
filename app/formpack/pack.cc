#include "app/formpack/pack.h"

#include <algorithm>

#include "app/forms/questionnaire.h"
#include "platform/os/file.h"
#include "platform/pack/pack.h"

namespace formpack {
namespace {

constexpr std::string_view kSigned = "doorstep-forms-pack-1\n";  // before the manifest, so that no other signature of the key fits
constexpr const char* kManifestFile = "/manifest.json";
constexpr const char* kSignatureFile = "/manifest.sig";
constexpr uint8_t kBundleVersion = 1;
constexpr size_t kKeyFileBytesMax = 256;

base::Error unfit(const std::string& why) { return {base::Fault::BadInput, "forms pack: " + why}; }

base::Bytes to_sign(std::string_view manifest) {
  base::Writer out;
  out.bytes(base::view(kSigned));
  out.bytes(base::view(manifest));
  return out.take();
}

std::string file_of(const std::string& folder, const FormEntry& entry) { return folder + "/" + entry.name + ".json"; }

base::Result<FormEntry> entry_of(const std::string& text) {
  TRY(const auto form, forms::Questionnaire::parse(text));
  FormEntry entry{name_of_url(form->url()), std::string(form->url()), std::string(form->version()), std::string(form->title()), text.size(), crypto::hash(base::view(text))};
  if (entry.name.empty()) return base::fail(unfit("a form needs a url whose last part is its name: small letters, digits, '-', '_', '.'"));
  if (entry.version.empty()) return base::fail(unfit(entry.name + ": a form needs a version"));
  if (text.size() > kFormBytesMax) return base::fail(unfit(entry.name + ": too large"));
  return entry;
}

base::Status check_form(const FormEntry& entry, const std::string& text) {
  if (text.size() != entry.bytes || crypto::hash(base::view(text)) != entry.hash) return base::fail(base::Fault::Denied, "forms pack: " + entry.name + " is not the one that was signed");
  const auto form = forms::Questionnaire::parse(text);
  if (!form) return base::fail(unfit(entry.name + ": " + form.error().detail));
  if ((*form)->url() != entry.url || (*form)->version() != entry.version) return base::fail(unfit(entry.name + ": its url or version is another"));
  return {};
}

base::Status check_signature(const Pack& pack, const crypto::VerifyKey& key) {
  if (crypto::verify(key, to_sign(pack.manifest_text), pack.signature)) return {};
  return base::fail(base::Fault::Denied, "forms pack: not signed with the key that is trusted here");
}

base::Result<base::Bytes> read_key(const std::string& file) {
  TRY(const base::Bytes text, os::read_file(file, kKeyFileBytesMax));
  std::string digits(base::text_view(text));
  digits.erase(digits.find_last_not_of(" \r\n") + 1);
  base::Bytes key;
  if (!base::from_hex(digits, key) || key.size() != 32) return base::fail(base::Fault::BadInput, "no key in that file: 64 hex digits are expected");
  return key;
}

}  // namespace

base::Result<Pack> make_pack(uint64_t version, std::string name, std::string valid_from, std::vector<std::string> texts, const crypto::SigningKey& key) {
  Pack pack;
  pack.manifest = {version, std::move(name), std::move(valid_from), {}};
  for (const std::string& text : texts) {
    TRY(FormEntry entry, entry_of(text));
    pack.manifest.forms.push_back(std::move(entry));
  }
  pack.texts = std::move(texts);
  pack.manifest_text = write_manifest(pack.manifest);
  TRY(const Manifest read, read_manifest(pack.manifest_text));  // what nobody could read is not signed
  pack.signature = key.sign(to_sign(pack.manifest_text));
  return pack;
}

base::Status verify(const Pack& pack, const crypto::VerifyKey& key) {
  TRY_DO(check_signature(pack, key));
  if (pack.texts.size() != pack.manifest.forms.size()) return base::fail(unfit("a form is missing"));
  for (size_t i = 0; i < pack.texts.size(); ++i) TRY_DO(check_form(pack.manifest.forms[i], pack.texts[i]));
  return {};
}

base::Result<Pack> read_folder(const std::string& folder) {
  Pack pack;
  TRY(const base::Bytes manifest, os::read_file(folder + kManifestFile, kManifestBytesMax));
  pack.manifest_text = base::text_view(manifest);
  TRY(pack.manifest, read_manifest(pack.manifest_text));
  TRY(const base::Bytes written, os::read_file(folder + kSignatureFile, kKeyFileBytesMax));
  base::Bytes signature;
  const std::string_view digits = base::text_view(written);
  if (!base::from_hex(digits.substr(0, digits.find_last_not_of("\r\n") + 1), signature) || signature.size() != pack.signature.size()) return base::fail(unfit("manifest.sig holds no signature"));
  std::copy(signature.begin(), signature.end(), pack.signature.begin());
  for (const FormEntry& entry : pack.manifest.forms) {
    TRY(const base::Bytes text, os::read_file(file_of(folder, entry), kFormBytesMax));
    pack.texts.emplace_back(base::text_view(text));
  }
  return pack;
}

base::Status write_folder(const Pack& pack, const std::string& folder) {
  TRY_DO(os::make_folders(folder));
  for (size_t i = 0; i < pack.texts.size(); ++i) TRY_DO(os::replace_file(file_of(folder, pack.manifest.forms[i]), base::view(pack.texts[i]), 0644));
  TRY_DO(os::replace_file(folder + kSignatureFile, base::view(base::to_hex(pack.signature) + "\n"), 0644));
  return os::replace_file(folder + kManifestFile, base::view(pack.manifest_text), 0644);
}

base::Bytes encode_bundle(const Pack& pack) {
  base::Writer out;
  out.u8(kBundleVersion);
  out.u8(kBundleVersion);
  out.bytes(pack.signature);
  out.sized_text(pack.manifest_text);
  for (const std::string& text : pack.texts) out.sized(pack::compress(base::view(text), pack::kSmall));
  return out.take();
}

base::Result<Pack> decode_bundle(base::ByteView bytes, const crypto::VerifyKey* trusted) {
  if (bytes.size() > kBundleBytesMax) return base::fail(unfit("too large"));
  base::Reader in(bytes);
  Pack pack;
  const uint8_t version = in.u8(), reader_min = in.u8();
  if (in.ok() && reader_min > kBundleVersion) return base::fail(base::Fault::TooNew, "forms pack");
  if (version == 0) return base::fail(base::Fault::Corrupt, "forms pack");
  pack.signature = in.array<64>();
  pack.manifest_text = in.sized_text(kManifestBytesMax);
  if (!in.ok()) return base::fail(base::Fault::Corrupt, "forms pack");
  if (trusted) TRY_DO(check_signature(pack, *trusted));
  TRY(pack.manifest, read_manifest(pack.manifest_text));
  for (const FormEntry& entry : pack.manifest.forms) {
    const base::ByteView packed = in.sized(kFormBytesMax);
    if (!in.ok()) return base::fail(base::Fault::Corrupt, "forms pack");
    TRY(const base::Bytes text, pack::decompress(packed, entry.bytes));
    pack.texts.emplace_back(base::text_view(text));
  }
  if (!in.done()) return base::fail(base::Fault::Corrupt, "forms pack");
  return pack;
}

base::Result<crypto::VerifyKey> read_verify_key(const std::string& file) {
  TRY(const base::Bytes bytes, read_key(file));
  crypto::VerifyKey key;
  std::copy(bytes.begin(), bytes.end(), key.begin());
  return key;
}

base::Result<crypto::Key> read_secret_key(const std::string& file) {
  TRY(base::Bytes bytes, read_key(file));
  crypto::Key key{std::span<const uint8_t, crypto::kKeyBytes>(bytes)};
  crypto::wipe(bytes);
  return key;
}

base::Result<crypto::SigningKey> read_signing_key(const std::string& file) {
  TRY(const crypto::Key seed, read_secret_key(file));
  return crypto::SigningKey::from_seed(seed);
}

std::string key_text(base::ByteView key) { return base::to_hex(key) + "\n"; }

}  // namespace formpack
