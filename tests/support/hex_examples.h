// tests/support/hex_examples.h: the worked examples of a document, so that what it says of bytes is checked against the code.
#pragma once
#include <map>
#include <string>

#include "platform/base/bytes.h"

namespace testing_support {

// By name: each "```hex NAME" block of the file, spaces and what follows a ';' on its line left out. A block that is no hex fails the test.
std::map<std::string, base::Bytes> hex_examples(const std::string& path);

}  // namespace testing_support
