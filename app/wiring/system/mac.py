"""The session of a Mac, from the notices that macOS posts.

Written against the documented calls of the Objective-C runtime (objc_getClass, objc_msgSend,
objc_allocateClassPair, class_addMethod), NSDistributedNotificationCenter, NSWorkspace's
notification centre, and CGEventSourceSecondsSinceLastEventType.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import c_char_p, c_double, c_int32, c_size_t, c_uint32, c_void_p

from PySide6.QtCore import QObject

from app.wiring.system.telling import IDLE, SCREEN, SHUTDOWN, SLEEP, SWITCH, SystemSession

_OBJC = "/usr/lib/libobjc.A.dylib"
_APPKIT = "/System/Library/Frameworks/AppKit.framework/AppKit"
_EVENTS = "/System/Library/Frameworks/ApplicationServices.framework/ApplicationServices"
_DISTRIBUTED = {"com.apple.screenIsLocked": SCREEN}
_OF_WORKSPACE = {
    "NSWorkspaceWillSleepNotification": SLEEP,
    "NSWorkspaceSessionDidResignActiveNotification": SWITCH,
    "NSWorkspaceWillPowerOffNotification": SHUTDOWN,
}
REASONS = {**_DISTRIBUTED, **_OF_WORKSPACE}
_HID_SYSTEM_STATE, _ANY_INPUT = (
    1,
    0xFFFFFFFF,
)  # kCGEventSourceStateHIDSystemState, kCGAnyInputEventType
_IMPLEMENTATION = ctypes.CFUNCTYPE(None, c_void_p, c_void_p, c_void_p)


class ObjC:
    """Messages to objects of Objective-C; OSError on any other system."""

    def __init__(self) -> None:
        self._runtime = ctypes.CDLL(_OBJC)
        ctypes.CDLL(_APPKIT)
        for name in ("objc_getClass", "sel_registerName", "objc_allocateClassPair"):
            getattr(self._runtime, name).restype = c_void_p
        self._runtime.objc_getClass.argtypes = (c_char_p,)
        self._runtime.sel_registerName.argtypes = (c_char_p,)
        self._runtime.objc_allocateClassPair.argtypes = (c_void_p, c_char_p, c_size_t)
        self._runtime.objc_registerClassPair.argtypes = (c_void_p,)
        self._runtime.class_addMethod.argtypes = (c_void_p, c_void_p, _IMPLEMENTATION, c_char_p)

    def of(self, name: str) -> int | None:
        """A class."""
        found: int | None = self._runtime.objc_getClass(name.encode())
        return found

    def send(self, to: int | None, message: str, *objects: int | None) -> int | None:
        """What a message that takes objects and gives an object is answered with."""
        kinds = (c_void_p, c_void_p, *(c_void_p for _ in objects))
        # Each message has a type of its own; arm64 passes arguments by it.
        call = ctypes.CFUNCTYPE(c_void_p, *kinds)(("objc_msgSend", self._runtime))
        answer: int | None = call(to, self._selector(message), *objects)
        return answer

    def set_number(self, to: int | None, message: str, number: int) -> None:
        """Send a message that takes a whole number and gives nothing."""
        call = ctypes.CFUNCTYPE(None, c_void_p, c_void_p, c_size_t)(("objc_msgSend", self._runtime))
        call(to, self._selector(message), number)

    def text(self, words: str) -> int | None:
        """An NSString."""
        call = ctypes.CFUNCTYPE(c_void_p, c_void_p, c_void_p, c_char_p)(
            ("objc_msgSend", self._runtime)
        )
        made: int | None = call(
            self.of("NSString"), self._selector("stringWithUTF8String:"), words.encode()
        )
        return made

    def words(self, text: int | None) -> str:
        """What an NSString says."""
        call = ctypes.CFUNCTYPE(c_char_p, c_void_p, c_void_p)(("objc_msgSend", self._runtime))
        return bytes(call(text, self._selector("UTF8String")) or b"").decode()

    def listener(self, name: str, hear: Callable[[int | None], None]) -> tuple[int | None, object]:
        """An object whose `heard:` calls `hear` with a notice, and what must be kept for it."""
        implementation = _IMPLEMENTATION(lambda _self, _message, notice: hear(notice))
        made = self._runtime.objc_allocateClassPair(self.of("NSObject"), name.encode(), 0)
        self._runtime.class_addMethod(made, self._selector("heard:"), implementation, b"v@:@")
        self._runtime.objc_registerClassPair(made)
        return self.send(self.send(made, "alloc"), "init"), implementation

    def selector(self, name: str) -> int | None:
        """The selector of this name, as an argument."""
        return self._selector(name)

    def _selector(self, name: str) -> int | None:
        found: int | None = self._runtime.sel_registerName(name.encode())
        return found


class MacSession(SystemSession):
    """Listens to the distributed centre for the screen, to the workspace for sleep and switch."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._objc = ObjC()
        self._events = ctypes.CDLL(_EVENTS)
        idle = self._events.CGEventSourceSecondsSinceLastEventType
        idle.argtypes, idle.restype = (c_int32, c_uint32), c_double
        self._listener: int | None = None
        self._kept: object = None

    def begin(self) -> None:
        """Listen from now on."""
        objc = self._objc
        if self._listener is None:
            self._listener, self._kept = objc.listener("YarrowSessionListener", self._hear)
        workspace = objc.send(objc.of("NSWorkspace"), "sharedWorkspace")
        for centre, names in (
            (objc.send(objc.of("NSDistributedNotificationCenter"), "defaultCenter"), _DISTRIBUTED),
            (objc.send(workspace, "notificationCenter"), _OF_WORKSPACE),
        ):
            for name in names:
                self._observe(centre, name)
        self.offers = frozenset({SCREEN, SWITCH, SLEEP, SHUTDOWN, IDLE})
        self.offers_known.emit()

    def stop(self) -> None:
        """Listen no more."""
        objc = self._objc
        workspace = objc.send(objc.of("NSWorkspace"), "sharedWorkspace")
        for centre in (
            objc.send(objc.of("NSDistributedNotificationCenter"), "defaultCenter"),
            objc.send(workspace, "notificationCenter"),
        ):
            if self._listener is not None:
                objc.send(centre, "removeObserver:", self._listener)

    def idle_s(self) -> float | None:
        """Seconds since the last input of any kind at this Mac."""
        return float(
            self._events.CGEventSourceSecondsSinceLastEventType(_HID_SYSTEM_STATE, _ANY_INPUT)
        )

    def _observe(self, centre: int | None, name: str) -> None:
        objc = self._objc
        heard, words = objc.selector("heard:"), objc.text(name)
        objc.send(centre, "addObserver:selector:name:object:", self._listener, heard, words, None)

    def _hear(self, notice: int | None) -> None:
        # Posted on the main thread, and the system waits: the lock is over when this returns.
        reason = REASONS.get(self._objc.words(self._objc.send(notice, "name")))
        if reason:
            self.told.emit(reason)
