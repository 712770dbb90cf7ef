#include "app/formpack/manifest.h"

#include <algorithm>
#include <set>

#include "app/forms/dates.h"
#include "app/forms/json.h"

namespace formpack {
namespace {

namespace json = forms::json;

constexpr std::string_view kFormat = "doorstep-forms-pack";
constexpr int64_t kFormatVersion = 1;
constexpr size_t kTextBytesMax = 1024, kNameBytesMax = 64;

base::Error bad(const std::string& why) { return {base::Fault::BadInput, "forms pack: " + why}; }

bool take_text(const json::Value& object, std::string_view key, std::string& out) {
  const json::Value& value = object[key];
  out = value.string();
  return value.is_string() && out.size() <= kTextBytesMax;
}

bool take_hash(const json::Value& object, crypto::Hash& out) {
  base::Bytes bytes;
  if (!base::from_hex(object["blake2b256"].string(), bytes) || bytes.size() != out.size()) return false;
  std::copy(bytes.begin(), bytes.end(), out.begin());
  return true;
}

base::Result<FormEntry> read_entry(const json::Value& object) {
  FormEntry entry;
  if (!take_text(object, "name", entry.name) || !is_form_name(entry.name)) return base::fail(bad("a form's name is missing or cannot be a file's"));
  if (!take_text(object, "url", entry.url) || name_of_url(entry.url) != entry.name) return base::fail(bad(entry.name + ": its url does not end in its name"));
  if (!take_text(object, "version", entry.version) || entry.version.empty()) return base::fail(bad(entry.name + ": no version"));
  if (!take_text(object, "title", entry.title)) return base::fail(bad(entry.name + ": no title"));
  const int64_t bytes = object["bytes"].integer();
  if (bytes <= 0 || uint64_t(bytes) > kFormBytesMax) return base::fail(bad(entry.name + ": its size is not given, or too large"));
  entry.bytes = uint64_t(bytes);
  if (!take_hash(object, entry.hash)) return base::fail(bad(entry.name + ": no hash"));
  return entry;
}

}  // namespace

bool is_form_name(std::string_view name) {
  const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  return !name.empty() && name.size() <= kNameBytesMax && plain(name.front()) &&
         std::all_of(name.begin(), name.end(), [&](char c) { return plain(c) || c == '-' || c == '_' || c == '.'; });
}

std::string name_of_url(std::string_view url) {
  const std::string_view last = url.substr(url.rfind('/') + 1);
  return is_form_name(last) ? std::string(last) : std::string();
}

base::Result<Manifest> read_manifest(std::string_view text) {
  json::Limits limits{.bytes_max = kManifestBytesMax, .depth_max = 8, .values_max = kFormsMax * 16};
  TRY(const json::Document document, json::Document::parse(std::string(text), limits));
  const json::Value& root = document.root();
  if (root["format"].string() != kFormat) return base::fail(bad("the manifest is not one of a forms pack"));
  if (root["formatVersion"].integer() > kFormatVersion) return base::fail(base::Fault::TooNew, "forms pack: a later format");
  if (root["formatVersion"].integer() != kFormatVersion) return base::fail(bad("no format version"));
  Manifest out;
  const int64_t version = root["version"].integer();
  if (version <= 0) return base::fail(bad("its version is not a whole number from 1"));
  out.version = uint64_t(version);
  if (!take_text(root, "name", out.name)) return base::fail(bad("no name"));
  if (root.has("validFrom") && (!take_text(root, "validFrom", out.valid_from) || out.valid_from.size() != 10 || !forms::parse_date(out.valid_from))) return base::fail(bad("validFrom is not a date"));
  const auto entries = root["forms"].elements();
  if (entries.empty() || entries.size() > kFormsMax) return base::fail(bad("it lists no forms, or more than " + std::to_string(kFormsMax)));
  std::set<std::string> names;
  uint64_t sum = 0;
  for (const json::Value& each : entries) {
    TRY(FormEntry entry, read_entry(each));
    if (!names.insert(entry.name).second) return base::fail(bad(entry.name + " is there twice"));
    sum += entry.bytes;
    out.forms.push_back(std::move(entry));
  }
  if (sum > kFormsBytesMax) return base::fail(bad("its forms are too large together"));
  return out;
}

std::string write_manifest(const Manifest& manifest) {
  std::string out = "{\n \"format\": \"" + std::string(kFormat) + "\",\n \"formatVersion\": " + std::to_string(kFormatVersion) + ",\n \"version\": " + std::to_string(manifest.version) + ",\n \"name\": ";
  json::write_string(manifest.name, out);
  if (!manifest.valid_from.empty()) {
    out += ",\n \"validFrom\": ";
    json::write_string(manifest.valid_from, out);
  }
  out += ",\n \"forms\": [";
  for (const FormEntry& entry : manifest.forms) {
    out += &entry == &manifest.forms.front() ? "\n  {" : ",\n  {";
    const std::pair<const char*, const std::string*> texts[] = {{"name", &entry.name}, {"url", &entry.url}, {"version", &entry.version}, {"title", &entry.title}};
    for (const auto& [key, text] : texts) {
      json::write_key(key, out);
      json::write_string(*text, out);
    }
    json::write_key("bytes", out);
    out += std::to_string(entry.bytes);
    json::write_key("blake2b256", out);
    json::write_string(base::to_hex(entry.hash), out);
    out += "}";
  }
  return out + "\n ]\n}\n";
}

}  // namespace formpack
