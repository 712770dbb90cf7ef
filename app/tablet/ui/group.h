// app/tablet/ui/group.h: widgets among which the arrows move, named under one id. Private to the kit.
#pragma once
#include <optional>
#include <string_view>

#include "app/tablet/ui/kit.h"
#include "app/tablet/ui/layout.h"

namespace ui {

// Members of a group share arrows; their ids are "group/member", or their own where the group has no name.
class Group {
 public:
  explicit Group(std::string_view id) : before_(kit().group) {
    if (!id.empty()) scope_.emplace(id);
    kit().group = ++kit().groups;
  }
  ~Group() { kit().group = before_; }

 private:
  std::optional<Scope> scope_;
  uint16_t before_;
};

}  // namespace ui
