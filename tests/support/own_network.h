// tests/support/own_network.h: a test in a network of its own, whose only interface is its loopback, down until it is set up.
#pragma once
#include <functional>

namespace support {

enum class OwnNetwork { Passed, Failed, NotPermitted };

// Runs `body` in a process of its own, in a network namespace of its own, and what it starts with it. Its failures are printed as any. NotPermitted: this
// machine gives nobody a network; `body` did not run. After `timeout_ms` everything ends, as failed.
OwnNetwork in_own_network(const std::function<void()>& body, int timeout_ms);

// Of the network one is in; down, nothing can be reached. Who listens on 127.0.0.1 is reached again when it is up.
void set_loopback(bool up);

}  // namespace support

// Runs the rest of the test in a network of its own.
#define IN_OWN_NETWORK(body, timeout_ms)                                                                                          \
  switch (support::in_own_network(body, timeout_ms)) {                                                                            \
    case support::OwnNetwork::NotPermitted: GTEST_SKIP() << "this machine permits no network namespace (root, or unprivileged ones, needed)"; \
    case support::OwnNetwork::Failed: FAIL() << "in its own network: see above";                                                 \
    case support::OwnNetwork::Passed: break;                                                                                      \
  }
