// app/formpack/pack.h: forms, their manifest and IT's signature under it: how a council's form reaches its tablets without a new app. A pack is a folder on IT's
// desk and one run of bytes on its way (FORMAT.md). Any thread.
#pragma once
#include <string>
#include <vector>

#include "app/formpack/manifest.h"
#include "platform/crypto/sign.h"

namespace formpack {

inline constexpr size_t kBundleBytesMax = 32 * 1024 * 1024;

struct Pack {
  Manifest manifest;
  std::string manifest_text;        // as it was signed
  crypto::Signature signature{};
  std::vector<std::string> texts;   // of the forms, as the manifest lists them
};

// Signs. Each text must be a Questionnaire with a url whose last part is a form name, and a version. Errors: BadInput.
base::Result<Pack> make_pack(uint64_t version, std::string name, std::string valid_from, std::vector<std::string> texts, const crypto::SigningKey& key);
// Is it signed with that key, and is every form there, whole and the one that was signed? Errors: Denied (another key, or changed since), BadInput.
base::Status verify(const Pack& pack, const crypto::VerifyKey& key);

// manifest.json, manifest.sig and <name>.json for each form. Errors: as for files; Corrupt, BadInput.
base::Result<Pack> read_folder(const std::string& folder);
// Durable once it returns; the manifest last, so that a folder with one is whole. Errors: as for files.
base::Status write_folder(const Pack& pack, const std::string& folder);

base::Bytes encode_bundle(const Pack& pack);
// Bounded before anything is allocated. With a trusted key nothing is read of what another signed; the forms are still to be verified. Errors: BadInput,
// Corrupt, TooNew, Denied.
base::Result<Pack> decode_bundle(base::ByteView bytes, const crypto::VerifyKey* trusted = nullptr);

// Keys as IT keeps them: 64 hex digits and a line end. Errors: as for files; BadInput (no key).
base::Result<crypto::VerifyKey> read_verify_key(const std::string& file);
base::Result<crypto::SigningKey> read_signing_key(const std::string& file);
base::Result<crypto::Key> read_secret_key(const std::string& file);
std::string key_text(base::ByteView key);

}  // namespace formpack
