// Shows the passkey button where the browser knows passkeys, and a sentence when one fails.
(() => {
  const button = document.getElementById(document.currentScript.dataset.button)
  const trouble = document.getElementById('passkey_trouble')
  if (button && window.PublicKeyCredential) {
    button.hidden = false
  }
  document.addEventListener('allauth.error', (event) => {
    event.preventDefault()
    trouble.hidden = false
  })
})()
