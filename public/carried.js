// What a page carries to another application leaves by itself; without a script its reader presses the button.
document.querySelector('[data-carried]')?.requestSubmit();
