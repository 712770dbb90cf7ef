// app/tablet/state/secret.h: a PIN or a password on its way from the pad to the key ring. Wiped when it goes; never copied by accident.
#pragma once
#include <string>
#include <string_view>
#include <utility>

namespace state {

enum class SecretKind { Pin, Password };

class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string text) : text_(std::move(text)) {}
  Secret(Secret&& other) noexcept : text_(std::move(other.text_)) { other.wipe(); }
  Secret& operator=(Secret&& other) noexcept {
    wipe();
    text_ = std::move(other.text_);
    other.wipe();
    return *this;
  }
  ~Secret() { wipe(); }
  Secret clone() const { return Secret(text_); }
  std::string_view view() const { return text_; }
  size_t size() const { return text_.size(); }
  bool empty() const { return text_.empty(); }
  void push(char c) {
    text_.reserve(kBytesMax);  // one buffer for its whole life, so that growing leaves no copy behind
    if (text_.size() < kBytesMax) text_ += c;
  }
  void pop() {
    if (!text_.empty()) text_.pop_back();
  }
  void wipe() {
    volatile char* at = text_.data();
    for (size_t i = 0; i < text_.capacity(); ++i) at[i] = 0;
    text_.clear();
  }
  static constexpr size_t kBytesMax = 256;

 private:
  std::string text_;
};

}  // namespace state
