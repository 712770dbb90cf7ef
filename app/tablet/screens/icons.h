// app/tablet/screens/icons.h: the pictures that code lists name ("paw", "heart-pulse") as icons of the kit.
#pragma once
#include <string_view>

#include "app/tablet/ui/icons.h"

namespace screens {

// `otherwise` where the name says nothing, or nothing this version knows.
ui::Icon icon_named(std::string_view name, ui::Icon otherwise = ui::Icon::Info);

}  // namespace screens
