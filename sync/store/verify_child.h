// sync/store/verify_child.h: the whole check in a process of its own, so that LMDB ending that process is an answer. The program that owns a
// store hands its arguments to child_main() first thing in main().
#pragma once
#include "sync/store/store.h"

namespace store {

inline constexpr const char* kVerifyArgument = "--verify-store";

// Runs `<program> --verify-store <folder>`, the key on its standard input. Nobody may have the store open. Errors: Corrupt (the child ended badly
// or took longer than a minute), else there was no child to be had.
base::Result<VerifyReport> verify_in_child(const std::string& program, const std::string& folder, const crypto::Key& data_key);

// When the arguments ask for the check: runs it and answers the exit status; nullopt when they ask for something else.
std::optional<int> child_main(int count, const char* const* arguments);

}  // namespace store
