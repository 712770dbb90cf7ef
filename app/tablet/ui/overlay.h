// app/tablet/ui/overlay.h: what stands over the page. While a dialog is drawn nothing under it takes input or focus.
#pragma once
#include <string_view>

#include "app/tablet/ui/icons.h"
#include "app/tablet/ui/layout.h"

namespace ui {

struct DialogOptions {
  float width_dp = 560;
  bool closable = true;  // Esc, the cross and a tap outside close it
  Icon icon = Icon::None;
};
// Draw it only while it is open: { Dialog dialog("discard", tr("...")); ...; if (dialog.closed()) ... }. It scrolls if it must.
class Dialog : Box {
 public:
  Dialog(std::string_view id, std::string_view title, DialogOptions options = {});
  ~Dialog();
  bool closed() const { return closed_; }

 private:
  bool closed_ = false;
};

// A short word at the bottom, for as long as it is drawn; after `seconds` it answers Expired.
enum class ToastEvent { None, Action, Expired };
ToastEvent toast(std::string_view id, std::string_view words, std::string_view action = {}, float seconds = 6);

}  // namespace ui
