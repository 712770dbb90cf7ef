// The OpenGL 3 way: Dear ImGui's own backend draws; textures are ours.
#include <SDL.h>
#include <SDL_opengl.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

#include <cstring>
#include <unordered_map>

#include "platform/window/surface.h"

namespace window {
namespace {

struct Gl {
  decltype(&glGenTextures) gen_textures;
  decltype(&glDeleteTextures) delete_textures;
  decltype(&glBindTexture) bind_texture;
  decltype(&glTexImage2D) tex_image;
  decltype(&glTexSubImage2D) tex_sub_image;
  decltype(&glTexParameteri) tex_parameter;
  decltype(&glPixelStorei) pixel_store;
  decltype(&glReadPixels) read_pixels;
  decltype(&glViewport) viewport;
  decltype(&glClearColor) clear_colour;
  decltype(&glClear) clear;
  decltype(&glGetString) get_string;
};

template <class F>
bool find(F& out, const char* name) {
  out = reinterpret_cast<F>(SDL_GL_GetProcAddress(name));
  return out != nullptr;
}

bool find_all(Gl& gl) {
  return find(gl.gen_textures, "glGenTextures") && find(gl.delete_textures, "glDeleteTextures") && find(gl.bind_texture, "glBindTexture") &&
         find(gl.tex_image, "glTexImage2D") && find(gl.tex_sub_image, "glTexSubImage2D") && find(gl.tex_parameter, "glTexParameteri") &&
         find(gl.pixel_store, "glPixelStorei") && find(gl.read_pixels, "glReadPixels") && find(gl.viewport, "glViewport") &&
         find(gl.clear_colour, "glClearColor") && find(gl.clear, "glClear") && find(gl.get_string, "glGetString");
}

bool is_software(const Gl& gl) {
  const auto* name = reinterpret_cast<const char*>(gl.get_string(GL_RENDERER));
  if (!name) return true;
  for (const char* known : {"llvmpipe", "softpipe", "swrast", "Software", "SWR"})
    if (std::strstr(name, known)) return true;
  return false;
}

class GlTextures final : public Textures {
 public:
  explicit GlTextures(const Gl& gl) : gl_(gl) {}

  TextureId create(int width, int height) override {
    GLuint id = 0;
    gl_.gen_textures(1, &id);
    gl_.bind_texture(GL_TEXTURE_2D, id);
    gl_.tex_parameter(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    gl_.tex_parameter(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    gl_.tex_image(GL_TEXTURE_2D, 0, GL_RGBA, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
    return id;
  }
  void update(TextureId id, int x, int y, int width, int height, std::span<const uint32_t> rgba) override {
    if (rgba.size() < size_t(width) * size_t(height)) return;
    gl_.bind_texture(GL_TEXTURE_2D, id);
    gl_.pixel_store(GL_UNPACK_ALIGNMENT, 4);
    gl_.tex_sub_image(GL_TEXTURE_2D, 0, x, y, width, height, GL_RGBA, GL_UNSIGNED_BYTE, rgba.data());
  }
  void destroy(TextureId id) override {
    const GLuint name = id;
    gl_.delete_textures(1, &name);
  }

 private:
  const Gl& gl_;
};

class GlDrawer final : public Drawer {
 public:
  GlDrawer(SDL_Window* window, SDL_GLContext context, const Gl& gl) : window_(window), context_(context), gl_(gl), textures_(gl_) {
    SDL_GL_SetSwapInterval(1);
    // The backend uploads the context's font atlas; ours is elsewhere, so it gets one white pixel.
    ImFontAtlas* fonts = ImGui::GetIO().Fonts;
    fonts->TexPixelsRGBA32 = static_cast<unsigned int*>(ImGui::MemAlloc(4));
    *fonts->TexPixelsRGBA32 = 0xffffffffu;
    fonts->TexWidth = fonts->TexHeight = 1;
    ImGui_ImplOpenGL3_Init("#version 130");
    ImGui_ImplOpenGL3_NewFrame();
  }
  ~GlDrawer() override {
    ImGui_ImplOpenGL3_Shutdown();
    SDL_GL_DeleteContext(context_);
  }

  Textures& textures() override { return textures_; }
  const char* name() const override { return "opengl"; }

  void show(const ImDrawData& data, uint32_t clear) override {
    paint(data, clear);
    SDL_GL_SwapWindow(window_);
    redraw_ = &data;
    clear_ = clear;
  }

  // The back buffer is undefined after a swap, so the last draw lists, which live until the next frame, are drawn once more.
  Image capture() override {
    if (!redraw_) return {};
    paint(*redraw_, clear_);
    return read();
  }

 private:
  void paint(const ImDrawData& data, uint32_t clear) {
    int width = 0, height = 0;
    SDL_GL_GetDrawableSize(window_, &width, &height);
    gl_.viewport(0, 0, width, height);
    gl_.clear_colour(float(clear & 0xff) / 255, float((clear >> 8) & 0xff) / 255, float((clear >> 16) & 0xff) / 255, 1);
    gl_.clear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(const_cast<ImDrawData*>(&data));
  }

  Image read() {
    Image out;
    SDL_GL_GetDrawableSize(window_, &out.width, &out.height);
    std::vector<uint8_t> upside(size_t(out.width) * size_t(out.height) * 4);
    gl_.pixel_store(GL_PACK_ALIGNMENT, 4);
    gl_.read_pixels(0, 0, out.width, out.height, GL_RGBA, GL_UNSIGNED_BYTE, upside.data());
    out.rgba.resize(upside.size());
    const size_t row = size_t(out.width) * 4;
    for (int y = 0; y < out.height; ++y) std::memcpy(&out.rgba[size_t(y) * row], &upside[size_t(out.height - 1 - y) * row], row);
    for (size_t i = 3; i < out.rgba.size(); i += 4) out.rgba[i] = 255;
    return out;
  }

  SDL_Window* window_;
  SDL_GLContext context_;
  Gl gl_;
  GlTextures textures_;
  const ImDrawData* redraw_ = nullptr;
  uint32_t clear_ = 0;
};

}  // namespace

void ask_for_gl() {
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_CORE);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 2);
  SDL_GL_SetAttribute(SDL_GL_DOUBLEBUFFER, 1);
}

std::unique_ptr<Drawer> make_gl_drawer(SDL_Window* window, bool even_software) {
  SDL_GLContext context = SDL_GL_CreateContext(window);
  if (!context) return nullptr;
  Gl gl{};
  if (SDL_GL_MakeCurrent(window, context) != 0 || !find_all(gl) || (!even_software && is_software(gl))) {
    SDL_GL_DeleteContext(context);
    return nullptr;
  }
  return std::make_unique<GlDrawer>(window, context, gl);
}

}  // namespace window
