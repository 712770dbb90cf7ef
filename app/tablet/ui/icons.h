// app/tablet/ui/icons.h: the pictograms, by meaning. Names of the Material Design Icons webfont are in icons.cc.
#pragma once
#include <cstdint>
#include <string_view>

namespace ui {

enum class Icon : uint8_t {
  None,
  // moving about
  Today, People, Approvals, Sync, Settings, Back, Forward, ChevronRight, ChevronDown, ChevronUp, ChevronLeft, DoubleLeft, DoubleRight, Close, Menu, More, Home,
  // doing
  Add, AddPerson, Edit, Delete, Check, Search, Filter, Undo, Redo, Send, Save, Camera, Photo, Note, Sign, Play, Pause, Print, Share, Copy, Paste,
  Cut, Up, Down, Drag, Refresh, Download, Upload, Eye, EyeOff, Backspace, Keyboard, Lock, LockOpen, Logout, Fingerprint, Attach, Folder, Pdf,
  // telling
  NoSignal, Signal, CloudDone, CloudUp, CloudOff, Saved, Done, DoneOutline, Warning, Error, Info, Help, Shield, Paw, PersonAlert, Person, Pin, Phone, Clock,
  Hourglass, Calendar, CalendarBlank, Clipboard, Document, Heart, HeartPulse, Timeline, Bell, Hospital, IdCard, Target, Money, Barcode, Wallet, Bank,
  Receipt, Merge, History, Tablet, Rocket, Key, Quote, Link, Car, Walk, Wheelchair, Medicine, Food, Bath, Stairs, Group, Child, Star, Flag,
  TextSize, Contrast, Language, Timer, Storage, Mail, Message, Map, Weight, Scale, Ruler, Body,
  Count
};

// By the name code lists use: "person-alert" for PersonAlert. None when there is no such.
Icon icon_named(std::string_view name);

}  // namespace ui
