#include "sync/store/verify_child.h"

#include <unistd.h>

#include <cstdio>
#include <cstring>

#include "platform/os/process.h"
#include "sync/store/header_file.h"
#include "sync/store/verify.h"

namespace store {
namespace {

constexpr int64_t kTimeoutMs = 60'000;
constexpr int kExitAnswered = 0, kExitDamaged = 1;
constexpr const char* kAnswer = "cells %llu damaged %llu tally %d chain %d entries %llu lost %llu\n";

using Number = unsigned long long;

base::Result<VerifyReport> verify_folder(const std::string& folder, const crypto::Key& data_key) {
  TRY(const codec::Header header, find_header(folder));
  TRY_DO(check_data_key(header, data_key));
  kv::Options options;
  options.read_only = true;
  TRY(const kv::Env env, kv::Env::open(folder, options));
  const Cells cells(data_key, header.store, os::system_random());
  VerifyReport report;
  TRY_DO(env.read([&](const kv::ReadTxn& txn) -> base::Status {
    TRY(const codec::Root root, read_root(txn, cells));
    TRY(report, verify_cells(txn, cells, root));
    return {};
  }));
  return report;
}

std::optional<crypto::Key> read_key() {
  crypto::Secret secret(crypto::kKeyBytes);
  size_t done = 0;
  while (done < secret.size()) {
    const ssize_t got = ::read(0, secret.bytes().data() + done, secret.size() - done);
    if (got <= 0) return std::nullopt;
    done += size_t(got);
  }
  return crypto::Key(std::span<const uint8_t, crypto::kKeyBytes>(secret.bytes()));
}

}  // namespace

base::Result<VerifyReport> verify_in_child(const std::string& program, const std::string& folder, const crypto::Key& data_key) {
  TRY(const os::Ended ended, os::run(program, {kVerifyArgument, folder}, data_key.bytes(), kTimeoutMs));
  VerifyReport report;
  Number cells = 0, damaged = 0, entries = 0, lost = 0;
  int tally = 0, chain = 0;
  const int read = std::sscanf(ended.output.c_str(), kAnswer, &cells, &damaged, &tally, &chain, &entries, &lost);
  if (ended.status != kExitAnswered || read != 6) return base::fail(base::Fault::Corrupt, "child ended " + std::to_string(ended.status));
  report.cells = cells;
  report.damaged = damaged;
  report.tally = tally != 0;
  report.chain = chain != 0;
  report.entries = entries;
  report.lost_entries = lost;
  return report;
}

std::optional<int> child_main(int count, const char* const* arguments) {
  if (count != 3 || std::strcmp(arguments[1], kVerifyArgument) != 0) return std::nullopt;
  const auto key = read_key();
  if (!key) return kExitDamaged;
  const auto report = verify_folder(arguments[2], *key);
  if (!report) return kExitDamaged;
  std::printf(kAnswer, Number(report->cells), Number(report->damaged), int(report->tally), int(report->chain), Number(report->entries),
              Number(report->lost_entries));
  return kExitAnswered;
}

}  // namespace store
