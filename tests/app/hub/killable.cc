#include "tests/app/hub/killable.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "platform/crypto/crypto.h"
#include "platform/os/file.h"

namespace hub {
namespace {

constexpr int64_t kLinesMs = 20;
constexpr int kWaitsMax = 50;
constexpr int64_t kRunMsMax = 600'000;

size_t lines_in(const std::string& text) { return size_t(std::count(text.begin(), text.end(), '\n')); }

std::vector<std::string> whole_lines(const std::string& text) {
  std::vector<std::string> out;
  for (size_t at = 0, end = 0; (end = text.find('\n', at)) != std::string::npos; at = end + 1) out.push_back(text.substr(at, end - at));
  return out;
}

}  // namespace

Killable::Killable(HubProcess& hub, uint64_t seed, const std::string& worker, const std::string& role, int way) {
  goes_by(way);
  Applicant applicant(seed);
  const auto enrolled = wire::decode_enrol_answer(applicant.apply(hub, hub.code(worker)).body).value();
  device = enrolled.device;
  keys_ = base::copy(crypto::Key::random(applicant.random).bytes());
  const crypto::Key seed_of_key = applicant.key.seed();
  keys_.insert(keys_.end(), seed_of_key.bytes().begin(), seed_of_key.bytes().end());
  put("keys", keys_);
  put("device", base::view(std::to_string(device)));
  put("worker", base::view(worker));
  put("role", base::view(role));
  put("authority.crt", base::view(hub.authority()));
  put("certificate", base::view(enrolled.certificate));
  put("tls_key", base::view(applicant.tls_key));
}

void Killable::put(const char* name, base::ByteView content) const { EXPECT_TRUE(os::replace_file(folder_ / name, content)); }

void Killable::knows(const record::RecordId& person, const record::RecordId& shared) {
  put("person", base::view(record::to_string(person)));
  put("shared", base::view(record::to_string(shared)));
}

void Killable::start(const std::vector<std::string>& mode) {
  std::vector<std::string> arguments{DOORSTEP_TEST_TABLET, folder_.path(), url_};
  arguments.insert(arguments.end(), mode.begin(), mode.end());
  process_ = std::make_unique<support::Child>(arguments);
}

bool Killable::works(size_t lines) {
  const size_t wanted = lines_in(process_->output()) + lines;
  for (int i = 0; lines_in(process_->output()) < wanted && i < kWaitsMax; ++i)
    if (!process_->listen(kLinesMs)) return false;
  return true;
}

void Killable::kill() {
  process_->kill_now();
  while (process_->listen(kLinesMs)) {}
  note();
  process_.reset();
}

void Killable::note() {
  for (const std::string& line : whole_lines(process_->output())) {
    if (line.starts_with("saved ")) saved.insert(line.substr(6));
    if (line.starts_with("held ")) held = std::max<uint64_t>(held, std::strtoull(line.c_str() + 5, nullptr, 10));
    if (line.starts_with("decided ")) decided[line.substr(8, 36)] = line.substr(8 + 37);
    if (line.starts_with("refused") || line.starts_with("not ")) complaints.insert(line);
  }
}

std::string Killable::run(const std::string& mode, const std::string& word) {
  start({mode});
  const int status = process_->wait(kRunMsMax);
  note();
  const std::string said = process_->output();
  process_.reset();
  EXPECT_EQ(status, 0) << said.substr(said.size() - std::min<size_t>(said.size(), 2'000));
  for (const std::string& line : whole_lines(said))
    if (line.starts_with(word)) return line.substr(word.size()) + "\n";
  return {};
}

store::Store Killable::opened() const {
  store::Options options;
  options.device = device;
  options.reserve_bytes = 0;
  return std::move(store::Store::open(folder_ / "store", crypto::Key(std::span<const uint8_t, 32>(keys_.data(), 32)), options).value());
}

}  // namespace hub
