// app/admin/arguments.h: what stands behind a subcommand: names of files and the like, options with a value, switches.
#pragma once
#include <initializer_list>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/result.h"

namespace admin {

class Arguments {
 public:
  // `options` take a value ("--data"), `switches` do not. Errors: BadInput, with a sentence for the person at the keyboard.
  static base::Result<Arguments> read(std::span<const std::string> words, std::initializer_list<std::string_view> options, std::initializer_list<std::string_view> switches);

  const std::vector<std::string>& plain() const { return plain_; }
  bool has(std::string_view name) const { return values_.contains(name); }
  // The last that was given; empty when none was.
  std::string value(std::string_view name) const;
  // Every one that was given.
  std::vector<std::string> values(std::string_view name) const;

 private:
  std::vector<std::string> plain_;
  std::multimap<std::string, std::string, std::less<>> values_;
};

}  // namespace admin
