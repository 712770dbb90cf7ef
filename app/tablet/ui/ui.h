// app/tablet/ui/ui.h: the widget kit. It knows no domain: colours, sizes, words, layout, input.
#pragma once
#include "app/tablet/ui/canvas.h"
#include "app/tablet/ui/controls.h"
#include "app/tablet/ui/fields.h"
#include "app/tablet/ui/geometry.h"
#include "app/tablet/ui/icons.h"
#include "app/tablet/ui/interact.h"
#include "app/tablet/ui/layout.h"
#include "app/tablet/ui/overlay.h"
#include "app/tablet/ui/shell.h"
#include "app/tablet/ui/text.h"
#include "app/tablet/ui/theme.h"
#include "app/tablet/ui/words.h"
