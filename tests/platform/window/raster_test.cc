#include "platform/window/raster.h"

#include <gtest/gtest.h>
#include <imgui.h>
#include <imgui_internal.h>

#include <cmath>

#include "platform/os/clock.h"

namespace {

// A draw list without a window: Dear ImGui's own tessellation onto our surface.
struct Sheet {
  static constexpr int kSize = 64;
  Sheet() {
    shared.InitialFlags = ImDrawListFlags_AntiAliasedLines | ImDrawListFlags_AntiAliasedFill | ImDrawListFlags_AllowVtxOffset;
    shared.SetCircleTessellationMaxError(0.3f);
    shared.CurveTessellationTol = 1.25f;
    list._ResetForNewFrame();
    list.PushClipRect({0, 0}, {kSize, kSize});
    list.PushTextureID(nullptr);
  }
  void draw(uint32_t clear = 0xff000000) {
    ImDrawData data;
    ImDrawList* lists[] = {&list};
    data.Valid = true, data.CmdLists = lists, data.CmdListsCount = 1;
    raster.draw(data, clear, {pixels, kSize, kSize, kSize});
  }
  uint32_t at(int x, int y) const { return pixels[y * kSize + x] & 0xffffff; }
  uint32_t red(int x, int y) const { return (at(x, y) >> 16) & 0xff; }

  ImDrawListSharedData shared;
  ImDrawList list{&shared};
  window::Rasteriser raster;
  uint32_t pixels[kSize * kSize] = {};
};

}  // namespace

TEST(Raster, FillsARectangleToThePixel) {
  Sheet sheet;
  sheet.list.AddRectFilled({10, 12}, {20, 15}, 0xff0000ff);
  sheet.draw();
  int count = 0;
  for (int y = 0; y < Sheet::kSize; ++y)
    for (int x = 0; x < Sheet::kSize; ++x) {
      const bool inside = x >= 10 && x < 20 && y >= 12 && y < 15;
      EXPECT_EQ(sheet.at(x, y), inside ? 0xff0000u : 0u) << x << "," << y;
      count += inside;
    }
  EXPECT_EQ(count, 30);
}

TEST(Raster, KeepsInsideTheClip) {
  Sheet sheet;
  sheet.list.PushClipRect({5, 5}, {9, 9}, true);
  sheet.list.AddCircleFilled({7, 7}, 30, 0xffffffff);
  sheet.draw();
  for (int y = 0; y < Sheet::kSize; ++y)
    for (int x = 0; x < Sheet::kSize; ++x) EXPECT_EQ(sheet.at(x, y) != 0, x >= 5 && x < 9 && y >= 5 && y < 9) << x << "," << y;
}

TEST(Raster, BlendsHalfSeenThings) {
  Sheet sheet;
  sheet.list.AddRectFilled({0, 0}, {4, 4}, 0x80ffffff);
  sheet.draw();
  EXPECT_NEAR(double(sheet.red(1, 1)), 128, 1);
  Sheet again;
  again.list.AddRectFilled({0, 0}, {4, 4}, 0x80000000);
  again.draw(0xffffffff);
  EXPECT_NEAR(double(again.red(1, 1)), 127, 1);
}

TEST(Raster, LeavesNoGapAndNoOverlapBetweenNeighbouringTriangles) {
  constexpr uint64_t kSeed = 99;
  SCOPED_TRACE("seed " + std::to_string(kSeed));
  os::SeededRandom random(kSeed);
  const auto any = [&] { return float(random.next_u64() % 6400) / 100; };
  for (int round = 0; round < 200; ++round) {
    // A square cut into four triangles at a point: half-seen colour shows any pixel drawn twice or not at all.
    Sheet sheet;
    const ImVec2 middle{any(), any()}, corners[] = {{0, 0}, {64, 0}, {64, 64}, {0, 64}};
    for (int i = 0; i < 4; ++i) {
      sheet.list.PrimReserve(3, 3);
      for (const ImVec2& p : {corners[i], corners[(i + 1) % 4], middle}) sheet.list.PrimVtx(p, {0, 0}, 0x80ffffff);
    }
    sheet.draw();
    for (int y = 0; y < Sheet::kSize; ++y)
      for (int x = 0; x < Sheet::kSize; ++x) ASSERT_NEAR(double(sheet.red(x, y)), 128, 1) << "round " << round << " at " << x << "," << y;
  }
}

TEST(Raster, SmoothsTheEdgeOfACircleByItsCoverage) {
  Sheet sheet;
  sheet.list.AddCircleFilled({32, 32}, 20, 0xffffffff, 64);
  sheet.draw();
  double sum = 0;
  int between = 0;
  for (int y = 0; y < Sheet::kSize; ++y)
    for (int x = 0; x < Sheet::kSize; ++x) {
      const double far = std::hypot(x + 0.5 - 32, y + 0.5 - 32);
      if (far < 18.5 || far > 21.5) {
        EXPECT_EQ(sheet.red(x, y), far < 20 ? 255u : 0u) << x << "," << y;
      }
      sum += sheet.red(x, y) / 255.0;
      between += sheet.red(x, y) > 0 && sheet.red(x, y) < 255;
    }
  EXPECT_NEAR(sum, 3.14159 * 400, 3.14159 * 400 * 0.04);
  EXPECT_GT(between, 80);
}

TEST(Raster, CopiesAnUnscaledPictureTexelByTexel) {
  Sheet sheet;
  const window::TextureId id = sheet.raster.create(16, 1024);
  std::vector<uint32_t> texels;
  for (uint32_t i = 0; i < 64; ++i) texels.push_back(0xff000000u | (i * 3) | ((i * 2) << 8) | (i << 16));
  sheet.raster.update(id, 4, 6, 8, 8, texels);
  sheet.list.PushTextureID(reinterpret_cast<ImTextureID>(uintptr_t(id)));
  sheet.list.PrimReserve(6, 4);
  sheet.list.PrimRectUV({20, 30}, {28, 38}, {4 / 16.0f, 6 / 1024.0f}, {12 / 16.0f, 14 / 1024.0f}, 0xffffffff);
  sheet.draw();
  for (int y = 0; y < 8; ++y)
    for (int x = 0; x < 8; ++x) {
      const uint32_t i = uint32_t(y * 8 + x);
      EXPECT_EQ(sheet.at(20 + x, 30 + y), ((i * 3) << 16) | ((i * 2) << 8) | i) << x << "," << y;
    }
}

TEST(Raster, TintsLettersWithTheInk) {
  Sheet sheet;
  const window::TextureId id = sheet.raster.create(4, 4);
  sheet.raster.update(id, 0, 0, 4, 4, std::vector<uint32_t>(16, 0x80ffffff));
  sheet.list.PushTextureID(reinterpret_cast<ImTextureID>(uintptr_t(id)));
  sheet.list.PrimReserve(6, 4);
  sheet.list.PrimRectUV({0, 0}, {4, 4}, {0, 0}, {1, 1}, 0xff0000ff);
  sheet.draw(0xffffffff);
  EXPECT_EQ(sheet.red(1, 1), 255u);
  EXPECT_NEAR(double(sheet.at(1, 1) & 0xff), 127, 2);
}

TEST(Raster, SurvivesShapesFarOutsideAndOfNoSize) {
  Sheet sheet;
  sheet.list.AddRectFilled({-1e6f, -1e6f}, {1e6f, 1e6f}, 0xff00ff00);
  sheet.list.AddTriangleFilled({5, 5}, {5, 5}, {5, 5}, 0xffffffff);
  sheet.list.AddTriangleFilled({-5000, 10}, {5000, 10.2f}, {-5000, 10.4f}, 0xffffffff);
  sheet.list.AddImage(reinterpret_cast<ImTextureID>(uintptr_t(777)), {0, 0}, {9, 9});
  sheet.draw();
  EXPECT_EQ(sheet.at(40, 40), 0x00ff00u);
}
